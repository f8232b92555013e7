import type { StatusView } from '../../server/api-schemas.ts';
import { formatCount, plural, viewerZone } from '../format.ts';
import { t } from '../i18n/translate.ts';
import { useLive } from '../shell/live-context.ts';
import { goTo, hrefOf } from '../shell/router.ts';
import type { ConsoleState } from '../state.ts';
import { noNotifierNotice, rejectedTotal } from '../status-words.ts';

interface PageFooterProps {
  readonly state: ConsoleState;
}

export function PageFooter({ state }: PageFooterProps) {
  const { tell } = useLive();
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
      <span class="footer-zone">{t('shell.timesIn', { zone: viewerZone(state.nowMillis) })}</span>
    </footer>
  );
}

function FooterFacts({ status }: { readonly status: StatusView }) {
  const down = status.sources.filter(({ state }) => state === 'down').length;
  const up = status.sources.filter(({ state }) => state === 'up').length;
  const readings = status.sources.reduce((sum, source) => sum + source.readings, 0);
  const rejected = status.sources.reduce((sum, source) => sum + rejectedTotal(source.rejected), 0);
  const notice = noNotifierNotice(status);
  return (
    <ul class="footer-facts">
      <li>{plural(up, 'source')} up</li>
      {down > 0 && <li class="abnormal">{formatCount(down)} down</li>}
      <li>{plural(readings, 'reading')}</li>
      <li class={rejected > 0 ? 'abnormal' : ''}>{formatCount(rejected)} rejected</li>
      {notice !== undefined && <li class="footer-notice">No notifier is configured</li>}
    </ul>
  );
}
