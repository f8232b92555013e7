import { DEMONSTRATION } from '../../../core/priority.ts';
import type { EventSummary } from '../../server/api-schemas.ts';
import { contributionBars, type ContributionBar } from './contributions.ts';
import { formatPriority } from '../format.ts';
import { t } from '../i18n/translate.ts';
import { contributionName } from './contribution-name.ts';

/** Why it ranks where it does: each bar begins where the one above ended, the last end is the priority. */
export function Contributions({ event }: { readonly event: EventSummary }) {
  const demonstration = event.contributions.find(({ name }) => name === DEMONSTRATION);
  const judged = event.contributions.filter((contribution) => contribution !== demonstration);
  return (
    <section class="block" aria-label={t('event.why')}>
      <h3>{t('event.why')}</h3>
      <table class="contributions">
        <tbody>
          {contributionBars(judged, event.priority - (demonstration?.value ?? 0)).map((bar) => (
            <BarRow key={bar.name} bar={bar} />
          ))}
          {demonstration !== undefined && (
            <tr>
              <th scope="row">{contributionName(demonstration.name)}</th>
              <td class="contribution-note">{t('event.demoLast')}</td>
              <td class="number">{formatPriority(demonstration.value)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('event.priority')}</th>
            <td />
            <td class="number">{formatPriority(event.priority)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function BarRow({ bar: { name, tenths, start, length } }: { readonly bar: ContributionBar }) {
  return (
    <tr>
      <th scope="row">{contributionName(name)}</th>
      <td class="bar-cell">
        <span
          class="bar"
          data-negative={tenths < 0}
          style={{ marginLeft: `${start * 100}%`, width: `${length * 100}%` }}
        />
      </td>
      <td class="number">{formatPriority(tenths / 10)}</td>
    </tr>
  );
}
