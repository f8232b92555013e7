import type { PageProps } from '../../shell/pages.ts';
import { t } from '../../i18n/translate.ts';
import { hrefOf } from '../../shell/router.ts';
import './admin.css';
import { Channels } from './channels.tsx';
import { People } from './people.tsx';
import { Settings } from './settings.tsx';
import { Sites } from './sites.tsx';
import { Thresholds } from './thresholds.tsx';

const SECTIONS = [
  { path: 'people', title: 'admin.people', Section: People },
  { path: 'sites', title: 'admin.sitesAndSensors', Section: Sites },
  { path: 'channels', title: 'admin.channels', Section: Channels },
  { path: 'thresholds', title: 'admin.thresholds', Section: Thresholds },
  { path: 'settings', title: 'admin.settings', Section: Settings },
] as const;

export function AdminPage({ route }: PageProps) {
  const here = SECTIONS.find(({ path }) => path === route.segments[0]) ?? SECTIONS[0];
  return (
    <main class="admin">
      <nav class="admin-sections" aria-label={t('page.admin')}>
        {SECTIONS.map(({ path, title }) => (
          <a key={path} href={hrefOf('admin', [path])} aria-current={path === here.path ? 'page' : undefined}>
            {t(title)}
          </a>
        ))}
      </nav>
      <here.Section />
    </main>
  );
}
