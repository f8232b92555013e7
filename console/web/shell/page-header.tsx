import { useMemo } from 'preact/hooks';
import { PRIORITY_BANDS } from '../../../core/priority.ts';
import { bandMeaning, countByBand } from '../bands.ts';
import { PriorityShape } from '../components/priority-mark.tsx';
import { t } from '../i18n/translate.ts';
import type { ConsoleState } from '../state.ts';
import type { AlarmSound } from './alarm-sound.ts';
import { PAGES, pageAt } from './pages.ts';
import { PreferencesMenu } from './preferences-menu.tsx';
import { hrefOf, type Route } from './router.ts';
import { hasRole, useSession } from './session.ts';

interface PageHeaderProps {
  readonly state: ConsoleState;
  readonly route: Route;
  readonly sound: AlarmSound;
  readonly onHelp: () => void;
}

export function PageHeader({ state, route, sound, onHelp }: PageHeaderProps) {
  const counts = useMemo(() => countByBand(state.list.events.values()), [state.list]);
  return (
    <header class="page-header">
      <h1>Telltale</h1>
      <Navigation route={route} />
      <ul class="counts" aria-label={t('shell.openByPriority')}>
        {PRIORITY_BANDS.map((band) => (
          <li key={band} data-none={counts[band] === 0} title={bandMeaning(band)}>
            <PriorityShape band={band} />
            <span class="number">{counts[band]}</span>
          </li>
        ))}
      </ul>
      <span class="link" data-link={state.link}>
        {t(`shell.link.${state.link}`)}
      </span>
      <button
        type="button"
        class="sound quiet-button"
        data-sound={sound.state}
        aria-pressed={sound.state !== 'off'}
        onClick={sound.state === 'sounding' ? sound.silence : sound.toggle}
      >
        {t(`sound.${sound.state}`)}
      </button>
      <PreferencesMenu />
      <button type="button" class="quiet-button" onClick={onHelp} aria-label={t('shell.help')}>
        ?
      </button>
    </header>
  );
}

/** Nobody is shown a page that would be refused. */
function Navigation({ route }: { readonly route: Route }) {
  const { session } = useSession();
  const offered = PAGES.filter(({ inNavigation, role }) => inNavigation && hasRole(session, role));
  const here = pageAt(route);
  if (offered.length < 2) return null;
  return (
    <nav class="navigation" aria-label={t('shell.pages')}>
      {offered.map((page) => (
        <a key={page.title} href={hrefOf(page.paths[0])} aria-current={page === here ? 'page' : undefined}>
          {t(page.title)}
        </a>
      ))}
    </nav>
  );
}
