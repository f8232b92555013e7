import type { ThresholdOutcomeView, ThresholdPreviewView } from '../../../server/threshold-routes.ts';
import { t } from '../../i18n/translate.ts';

const MOST_SHOWN = 50;
/** A day says little of a month. */
const LEAST_MILLIS_FOR_A_MONTH = 7 * 86_400_000;

interface Props {
  readonly preview: ThresholdPreviewView;
  /** How many were marked. */
  readonly incidents: number;
}

/** What would have fired, as it is and as it is wanted, side by side. */
export function ThresholdOutcomes({ preview: { from, until, readings, now, wished }, incidents }: Props) {
  const isLongEnough = Date.parse(until) - Date.parse(from) >= LEAST_MILLIS_FOR_A_MONTH;
  const rows = [
    ['admin.fired', (outcome: ThresholdOutcomeView) => String(outcome.fired)],
    ['admin.firedAMonth', (outcome: ThresholdOutcomeView) => outcome.firedAMonth.toFixed(1)],
    ['admin.incidentsFound', (outcome: ThresholdOutcomeView) => `${outcome.incidentsFound} / ${incidents}`],
    ['admin.outsideIncidents', (outcome: ThresholdOutcomeView) => String(outcome.outsideIncidents)],
  ] as const;
  const shown = rows
    .slice(0, incidents === 0 ? 2 : rows.length)
    .filter(([title]) => isLongEnough || title !== 'admin.firedAMonth');
  if (readings === 0) return <p>{t('admin.noPast')}</p>;
  return (
    <>
      <p class="quiet">{t('admin.previewOf', { readings, from: inWords(from), until: inWords(until) })}</p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('admin.asItIs')}</th>
            <th scope="col">{t('admin.asWanted')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(([title, figure]) => (
            <tr key={title}>
              <th scope="row">{t(title)}</th>
              <td>{figure(now)}</td>
              <td>{figure(wished)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="threshold-spans">
        <Spans title={t('admin.asItIs')} outcome={now} />
        <Spans title={t('admin.asWanted')} outcome={wished} />
      </div>
    </>
  );
}

function Spans({ title, outcome: { spans } }: { readonly title: string; readonly outcome: ThresholdOutcomeView }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {spans.length === 0 && <p>{t('admin.nothingFired')}</p>}
      <ol>
        {spans
          .slice(-MOST_SHOWN)
          .toReversed()
          .map(({ from, until, level, score, observed, lower, upper }) => (
            <li key={from}>
              {inWords(from)} {t(level === 'alarm' ? 'admin.levelAlarm' : 'admin.levelWarning')}{' '}
              <span class="quiet">
                {until === null ? t('admin.stillOn') : t('admin.lasted', { minutes: minutesBetween(from, until) })}{' '}
                {t('admin.span', {
                  score: score.toFixed(1),
                  observed: short(observed),
                  lower: short(lower),
                  upper: short(upper),
                })}
              </span>
            </li>
          ))}
      </ol>
    </section>
  );
}

function inWords(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

function minutesBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 60_000);
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
