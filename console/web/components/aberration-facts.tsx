import type { SignalView } from '../../server/api-schemas.ts';
import { formatReading } from '../format.ts';

/** What the detectors said last. */
export function AberrationFacts({ signals }: { readonly signals: readonly SignalView[] }) {
  const aberration = signals.findLast(({ aberration }) => aberration !== null)?.aberration;
  if (aberration == null) return null;
  return (
    <section class="block" aria-label="What the detectors say">
      <h3>What the detectors say</h3>
      <div class="table-box">
        <table class="facts">
          <thead>
            <tr>
              <th scope="col">Detector</th>
              <th scope="col">Observed</th>
              <th scope="col">Expected</th>
              <th scope="col">Band</th>
              <th scope="col">Score</th>
            </tr>
          </thead>
          <tbody>
            {aberration.verdicts.map(({ detector, expected, lower, upper, score }) => (
              <tr key={detector}>
                <th scope="row">{detector}</th>
                <td>{formatReading(aberration.observed)}</td>
                <td>{formatReading(expected)}</td>
                <td>
                  {formatReading(lower)} to {formatReading(upper)}
                </td>
                <td class={score >= 1 ? 'abnormal' : ''}>{formatReading(score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">A score of 1 is the edge of normal.</p>
    </section>
  );
}
