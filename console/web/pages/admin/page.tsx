import type { PageProps } from '../../shell/pages.ts';
import { t } from '../../i18n/translate.ts';
import { hrefOf } from '../../shell/router.ts';
import './admin.css';
import { Channels } from './channels.tsx';
import { Forms } from './forms/forms.tsx';
import { Procedures } from './forms/procedures.tsx';
import { Rules } from './forms/rules.tsx';
import { ServiceLevels } from './forms/service-levels.tsx';
import { People } from './people.tsx';
import { Settings } from './settings.tsx';
import { Sites } from './sites.tsx';
import { Thresholds } from './thresholds.tsx';

const SECTIONS = [
  { path: 'people', title: 'admin.people', Section: People },
  { path: 'sites', title: 'admin.sitesAndSensors', Form: Sites },
  { path: 'procedures', title: 'admin.procedures', Form: Procedures },
  { path: 'rules', title: 'admin.rules', Form: Rules },
  { path: 'service', title: 'admin.service', Form: ServiceLevels },
  { path: 'channels', title: 'admin.channels', Section: Channels },
  { path: 'thresholds', title: 'admin.thresholds', Form: Thresholds },
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
      {'Form' in here ? <Forms title={t(here.title)} Section={here.Form} /> : <here.Section />}
    </main>
  );
}
