import type { StatusView } from '../../server/api-schemas.ts';
import { zoneWords } from '../format.ts';
import { t, tn } from '../i18n/translate.ts';
import { useLive } from '../shell/live-context.ts';
import { usePreferences } from '../shell/preferences.ts';
import { goTo, hrefOf } from '../shell/router.ts';
import { useZoneOf } from '../shell/zones.ts';
import type { ConsoleState } from '../state.ts';
import { hasNoNotifier, rejectedTotal } from '../status-words.ts';

interface PageFooterProps {
  readonly state: ConsoleState;
}

export function PageFooter({ state }: PageFooterProps) {
  const { tell } = useLive();
  const { preferences } = usePreferences();
  const { zone } = useZoneOf();
  const zoneShown = preferences.zone === 'site' ? t('shell.zone.site') : zoneWords(state.nowMillis, zone);
  return (
    <footer class="page-footer">
      <button
        type="button"
        class="quiet-button"
        onClick={() => {
          goTo(hrefOf('queue'));
          tell({ type: 'show-system' });
        }}
      >
        {t('shell.system')}
      </button>
      {state.status !== undefined && <FooterFacts status={state.status} />}
      <span class="footer-zone">{t('shell.timesIn', { zone: zoneShown })}</span>
    </footer>
  );
}

function FooterFacts({ status }: { readonly status: StatusView }) {
  const down = status.sources.filter(({ state }) => state === 'down').length;
  const up = status.sources.filter(({ state }) => state === 'up').length;
  const readings = status.sources.reduce((sum, source) => sum + source.readings, 0);
  const rejected = status.sources.reduce((sum, source) => sum + rejectedTotal(source.rejected), 0);
  return (
    <ul class="footer-facts">
      <li>{tn('system.sourcesUp', up)}</li>
      {down > 0 && <li class="abnormal">{t('system.down', { count: down })}</li>}
      <li>{tn('unit.reading', readings)}</li>
      <li class={rejected > 0 ? 'abnormal' : ''}>{t('system.rejected', { count: rejected })}</li>
      {hasNoNotifier(status) && <li class="footer-notice">{t('system.noNotifierShort')}</li>}
    </ul>
  );
}
