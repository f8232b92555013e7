import type { SignalView } from '../../server/api-schemas.ts';
import { plural } from '../format.ts';
import { Moment } from './moment.tsx';

const MAX_ROWS = 200;

/** The signals in the order in which they came; of very many, the latest. */
export function SignalList({
  signals,
  nowMillis,
}: {
  readonly signals: readonly SignalView[];
  readonly nowMillis: number;
}) {
  const shown = signals.slice(-MAX_ROWS);
  return (
    <section class="block" aria-label="Signals">
      <h3>{plural(signals.length, 'signal')}</h3>
      {shown.length < signals.length && <p class="quiet">The latest {shown.length} are shown.</p>}
      <ol class="entries" start={signals.length - shown.length + 1}>
        {shown.map((signal, index) => (
          <li key={`${signal.id} ${index}`} class="entry">
            <Moment iso={signal.observedAt} nowMillis={nowMillis} />
            <span class="entry-text">
              <bdi>{signal.message || signal.type}</bdi>
              {signal.phase === 'left' && <span class="quiet"> (over)</span>}
              <span class="entry-note" title={signal.id}>
                {signal.kind.replace('-', ' ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
