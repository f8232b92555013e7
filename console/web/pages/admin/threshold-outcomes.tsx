import type { ThresholdOutcomeView, ThresholdPreviewView } from '../../../server/threshold-routes.ts';
import { Moment } from '../../components/moment.tsx';
import { formatCount } from '../../format.ts';
import { t } from '../../i18n/translate.ts';
import { ThresholdTimeline, type Stretch } from './threshold-timeline.tsx';

const MOST_SHOWN = 50;
/** A day says little of a month. */
const LEAST_MILLIS_FOR_A_MONTH = 7 * 86_400_000;

interface Props {
  readonly preview: ThresholdPreviewView;
  readonly incidents: readonly Stretch[];
  /** Where the series is read. */
  readonly site: string;
}

/** What would have fired, as it is and as it is wanted, side by side. */
export function ThresholdOutcomes({ preview, incidents, site }: Props) {
  const { from, until, readings, now, wished } = preview;
  const when = { site, nowMillis: Date.parse(until) };
  const isLongEnough = Date.parse(until) - Date.parse(from) >= LEAST_MILLIS_FOR_A_MONTH;
  const rows = [
    ['admin.fired', (outcome: ThresholdOutcomeView) => String(outcome.fired)],
    ['admin.firedAMonth', (outcome: ThresholdOutcomeView) => outcome.firedAMonth.toFixed(1)],
    ['admin.incidentsFound', (outcome: ThresholdOutcomeView) => `${outcome.incidentsFound} / ${incidents.length}`],
    ['admin.outsideIncidents', (outcome: ThresholdOutcomeView) => String(outcome.outsideIncidents)],
  ] as const;
  const shown = rows
    .slice(0, incidents.length === 0 ? 2 : rows.length)
    .filter(([title]) => isLongEnough || title !== 'admin.firedAMonth');
  if (readings === 0) return <p>{t('admin.noPast')}</p>;
  return (
    <>
      <p class="quiet">
        {t('admin.previewOf', { readings: formatCount(readings) })} <Moment iso={from} {...when} /> –{' '}
        <Moment iso={until} {...when} />
      </p>
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
        <Spans title={t('admin.asItIs')} outcome={now} {...{ preview, incidents, site }} />
        <Spans title={t('admin.asWanted')} outcome={wished} {...{ preview, incidents, site }} />
      </div>
    </>
  );
}

interface SpansProps extends Props {
  readonly title: string;
  readonly outcome: ThresholdOutcomeView;
}

function Spans({ title, outcome: { spans }, preview, incidents, site }: SpansProps) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ThresholdTimeline
        label={t('admin.timeline', { fired: spans.length, incidents: incidents.length })}
        whole={preview}
        spans={spans}
        incidents={incidents}
      />
      {spans.length === 0 && <p>{t('admin.nothingFired')}</p>}
      <ol>
        {spans
          .slice(-MOST_SHOWN)
          .toReversed()
          .map(({ from, until, level, score, observed, lower, upper }) => (
            <li key={from}>
              <Moment iso={from} site={site} nowMillis={Date.parse(preview.until)} />{' '}
              {t(level === 'alarm' ? 'admin.levelAlarm' : 'admin.levelWarning')}{' '}
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

function minutesBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 60_000);
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
