import { MIN_INCIDENTS_TO_LEAVE_ONE_OUT, type ChosenThreshold } from '../../../analytics/advise/choose-threshold.ts';
import type { Advice, ScoredSeries } from '../../../analytics/advise/advise.ts';
import type { ThresholdFigures } from '../../../analytics/advise/threshold-figures.ts';
import { durationInWords } from '../../../analytics/plain-words.ts';
import { alignColumns } from '../columns.ts';
import { overrideLines } from './override-lines.ts';
import { minuteOf, picture } from './picture.ts';

const DAY_MILLIS = 86_400_000;
const HEADINGS = [
  '',
  '',
  'threshold',
  'events',
  'precision',
  'recall',
  'events a month',
  'false a month',
  'median delay',
];

/** All of it for people. */
export function adviceLines(series: ScoredSeries, advice: Advice): string[] {
  const { incidents, warn, alert } = advice;
  const marks = [
    ...(warn ? [{ label: 'warn', level: warn.threshold }] : []),
    ...(alert ? [{ label: 'alert', level: alert.threshold }] : []),
  ];
  const sections = [
    introduction(series, advice),
    advice.judgedRows === 0 ? [] : picture(series, incidents, marks),
    table(advice),
    adviceInWords(advice),
    warn === undefined ? [] : overrideLines(advice),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
    .split('\n');
}

function introduction(
  { observedAtMillis }: ScoredSeries,
  { judgedRows, knownMillis, incidents, ignored }: Advice,
): string[] {
  const [first = NaN, last = NaN] = [observedAtMillis[0], observedAtMillis.at(-1)];
  const rows = `${observedAtMillis.length} rows from ${minuteOf(first)} to ${minuteOf(last)} UTC`;
  return [
    `${rows}, ${judgedRows} of them judged (${(knownMillis / DAY_MILLIS).toFixed(1)} days); ${counted(incidents.length, 'incident')} to go by.`,
    ...ignored.map(
      ({ incident, reason }) => `Left out: ${incident.name} (${minuteOf(incident.startMillis)} UTC): ${reason}.`,
    ),
  ];
}

function table({ warn, alert, value }: Advice): string[] {
  const rows = [
    ...(warn === undefined ? [] : rowsOf('warn', `score ${warn.threshold}`, warn)),
    ...(alert === undefined ? [] : rowsOf('alert', `score ${alert.threshold}`, alert)),
    ...(value === undefined ? [] : rowsOf('value', `${value.side} ${value.threshold}`, value)),
  ];
  return rows.length === 0 ? [] : alignColumns([HEADINGS, ...rows]);
}

function rowsOf(name: string, threshold: string, { inSample, outOfSample }: ChosenThreshold): string[][] {
  return [
    [name, 'on these incidents', threshold, ...cellsOf(inSample)],
    ...(outOfSample === undefined ? [] : [['', 'each left out', '', ...cellsOf(outOfSample)]]),
  ];
}

function cellsOf(figures: ThresholdFigures): string[] {
  const { events, precision, incidents, incidentsFound, eventsAMonth, falseEventsAMonth, medianDelaySeconds } = figures;
  return [
    String(events),
    Number.isNaN(precision) ? '-' : `${Math.round(100 * precision)} %`,
    `${incidentsFound} of ${incidents}`,
    eventsAMonth.toFixed(1),
    falseEventsAMonth.toFixed(1),
    Number.isNaN(medianDelaySeconds) ? '-' : delayInWords(medianDelaySeconds),
  ];
}

function delayInWords(seconds: number): string {
  return `${seconds < 0 ? '-' : ''}${durationInWords(1000 * Math.abs(seconds))}`;
}

function adviceInWords({ incidents, ignored, judgedRows, warn, alert, value }: Advice): string[] {
  if (judgedRows === 0) return ['No advice: the whole series is too little past to say anything. Record more of it.'];
  if (incidents.length === 0)
    return [`No advice: ${ignored.length === 1 ? 'the incident' : 'none of the incidents'} can be judged, see above.`];
  if (warn === undefined || alert === undefined) {
    return ['No advice for the score: no row in any incident stands out from its past.', ...valueInWords(value)];
  }
  return [
    `Warn from a score of ${warn.threshold}: ${worthInWords(warn)}.`,
    alert.threshold === warn.threshold
      ? 'Alert from the same score: none higher is better on these incidents.'
      : `Alert from a score of ${alert.threshold}: ${worthInWords(alert)}.`,
    ...valueInWords(value),
    ...caution(incidents.length),
  ];
}

/** Out of sample where that is known: it is what to expect. */
function worthInWords({ inSample, outOfSample }: ChosenThreshold): string {
  const { incidents, incidentsFound, precision, falseEventsAMonth } = outOfSample ?? inSample;
  const whose = outOfSample === undefined ? '' : ' that it was not chosen on';
  const found = `finds ${incidentsFound} of ${counted(incidents, 'incident')}${whose}`;
  if (precision === 1) return `${found}, without a false event`;
  if (Number.isNaN(precision)) return found;
  return `${found}; ${Math.round(100 * precision)} % of its events are incidents, ${falseEventsAMonth.toFixed(1)} a month are not`;
}

function valueInWords(value: Advice['value']): string[] {
  return value === undefined ? [] : [`A plain limit, ${value.side} ${value.threshold}, ${worthInWords(value)}.`];
}

function caution(incidents: number): string[] {
  if (incidents >= MIN_INCIDENTS_TO_LEAVE_ONE_OUT) return [];
  return [
    `With ${counted(incidents, 'incident')} nothing can be said of incidents to come: take this as a first guess and add incidents (from ${MIN_INCIDENTS_TO_LEAVE_ONE_OUT} on, each is tried with what the others teach).`,
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
