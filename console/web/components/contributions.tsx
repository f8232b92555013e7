import type { EventSummary } from '../../server/api-schemas.ts';
import { contributionBars } from '../contributions.ts';
import { formatPriority } from '../format.ts';

/** Why it ranks where it does: each bar begins where the one above ended, the last end is the priority. */
export function Contributions({ event }: { readonly event: EventSummary }) {
  return (
    <section class="block" aria-label="Why it ranks here">
      <h3>Why it ranks here</h3>
      <table class="contributions">
        <tbody>
          {contributionBars(event.contributions, event.priority).map(({ name, tenths, start, length }) => (
            <tr key={name}>
              <th scope="row">{name.replaceAll(/[-_]/g, ' ')}</th>
              <td class="bar-cell">
                <span
                  class="bar"
                  data-negative={tenths < 0}
                  style={{ marginLeft: `${start * 100}%`, width: `${length * 100}%` }}
                />
              </td>
              <td class="number">{formatPriority(tenths / 10)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Priority</th>
            <td />
            <td class="number">{formatPriority(event.priority)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
