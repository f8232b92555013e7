import { t, tn } from '../../i18n/translate.ts';
import type { ConsoleState } from '../../state.ts';
import { FirstMessage } from './first-message.tsx';

export function EmptyQueue({ state }: { readonly state: ConsoleState }) {
  if (state.status === undefined) return <p class="empty">{t('queue.loading')}</p>;
  const sourcesUp = state.status.sources.filter(({ state }) => state === 'up').length;
  return (
    <div class="empty">
      <h2>{t('queue.nothing')}</h2>
      <p>
        {t('queue.watching', {
          series: tn('unit.series', state.status.seriesCount),
          sources: tn('unit.source', sourcesUp),
        })}
      </p>
      <FirstMessage />
    </div>
  );
}
