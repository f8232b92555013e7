import type { SignalView } from '../../server/api-schemas.ts';
import { t, tn } from '../i18n/translate.ts';
import { Moment } from '../components/moment.tsx';

const MAX_ROWS = 200;

/** The signals in the order in which they came; of very many, the latest. */
export function SignalList({
  signals,
  site,
  nowMillis,
}: {
  readonly signals: readonly SignalView[];
  readonly site: string;
  readonly nowMillis: number;
}) {
  const shown = signals.slice(-MAX_ROWS);
  return (
    <section class="block" aria-label={t('event.signals')}>
      <h3>{tn('unit.signal', signals.length)}</h3>
      {shown.length < signals.length && <p class="quiet">{t('event.latestShown', { count: shown.length })}</p>}
      <ol class="entries" start={signals.length - shown.length + 1}>
        {shown.map((signal, index) => (
          <li key={`${signal.id} ${index}`} class="entry">
            <Moment iso={signal.observedAt} site={site} nowMillis={nowMillis} />
            <span class="entry-text">
              <bdi>{signal.message || signal.type}</bdi>
              {signal.phase === 'left' && <span class="quiet"> {t('event.over')}</span>}
              <span class="entry-note" title={signal.id}>
                {t(`kind.${signal.kind}`)}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
