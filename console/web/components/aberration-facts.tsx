import type { SignalView } from '../../server/api-schemas.ts';
import { latestEntered } from '../explain.ts';
import { formatReadings } from '../format.ts';
import { Moment } from './moment.tsx';

interface AberrationFactsProps {
  readonly signals: readonly SignalView[];
  readonly nowMillis: number;
}

/** What the detectors said when the condition began. */
export function AberrationFacts({ signals, nowMillis }: AberrationFactsProps) {
  const signal = latestEntered(signals.filter(({ aberration }) => aberration !== null));
  if (signal?.aberration == null) return null;
  const { observed, verdicts } = signal.aberration;
  const numbers = verdicts.flatMap(({ expected, lower, upper }) => [expected, lower, upper]);
  const [observedShown, ...shown] = formatReadings([observed, ...numbers]);
  return (
    <section class="block" aria-label="What the detectors say">
      <h3>What the detectors say</h3>
      <p class="quiet">
        The reading was {observedShown} at <Moment iso={signal.observedAt} nowMillis={nowMillis} />; a score of 1 is the
        edge of normal.
      </p>
      <table class="facts">
        <thead>
          <tr>
            <th scope="col">Detector</th>
            <th scope="col">Expected</th>
            <th scope="col">Band</th>
            <th scope="col">Score</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ detector, score }, index) => {
            const [expected, lower, upper] = shown.slice(3 * index, 3 * index + 3);
            return (
              <tr key={detector}>
                <th scope="row">{detector}</th>
                <td>{expected}</td>
                <td>
                  {lower} to {upper}
                </td>
                <td class={score >= 1 ? 'abnormal' : ''}>{formatReadings([score])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
