import type { AlarmRate, AlarmReport, Flood, HistogramBin, RateBands } from '../../core/alarm-report.ts';
import { bandBar, dayChart, shareBar } from './bars.ts';
import { html, table, type Html } from './html.ts';
import { duration, number, percent, sourceWords, type WallTime } from './words.ts';

export function loadSection(report: AlarmReport, wall: WallTime): Html {
  const { presented, raw, period } = report;
  return html`<section>
    <h2>Load</h2>
    <p>
      ${number(presented.alarms)} events were presented; sources sent ${number(raw.alarms)} signals that something
      began${
        presented.alarms > 0 && raw.alarms > presented.alarms
          ? `, ${number(raw.alarms / presented.alarms)} an event`
          : ''
      }.
    </p>
    ${bandsTable(presented, 'Events presented, an operator', wall)}
    ${isSame(presented, raw) ? html`` : bandsTable(raw, 'Signals, an operator, had each been presented', wall)}
    <h3>Events of each day${period.operators === 1 ? '' : ', all operators'}</h3>
    <p class="note">
      Dashed: acceptable and manageable a day by ISA-18.2, for ${period.operators}
      ${period.operators === 1 ? 'operator' : 'operators'}.
    </p>
    ${dayChart(presented.days, presented.day, period.operators)}
    ${histogramTable(presented.histogram, period.operators)}
  </section>`;
}

function bandsTable(rate: AlarmRate, caption: string, wall: WallTime): Html {
  const rows: readonly (readonly [string, number | undefined, RateBands])[] = [
    ['day', rate.perOperatorDay, rate.day],
    ['hour', rate.perOperatorHour, rate.hour],
    ['ten minutes', rate.perOperatorTenMinutes, rate.tenMinutes],
  ];
  return table(
    rows,
    [
      { title: 'In one', cell: ([name]) => name },
      { title: 'On average', cell: ([, average]) => number(average), isNumber: true },
      { title: 'Whole ones', cell: ([, , bands]) => number(bands.intervals), isNumber: true },
      {
        title: 'Acceptable',
        cell: ([, , bands]) => bandCell(bands.shares?.acceptable, `to ${bands.acceptableUpTo}`),
        isNumber: true,
      },
      {
        title: 'Manageable',
        cell: ([, , bands]) => bandCell(bands.shares?.manageable, `to ${bands.manageableUpTo}`),
        isNumber: true,
      },
      { title: 'Overloaded', cell: ([, , bands]) => percent(bands.shares?.overloaded), isNumber: true },
      { title: '', cell: ([, , bands]) => (bands.shares === undefined ? '' : bandBar(bands.shares)) },
      {
        title: 'Peak, all operators',
        cell: ([, , bands]) =>
          bands.peakBeganAtMillis === undefined
            ? '–'
            : `${number(bands.peak)} from ${wall.at(bands.peakBeganAtMillis)}`,
      },
    ],
    { caption },
  );
}

function bandCell(share: number | undefined, limit: string): Html {
  return html`${percent(share)}<br /><span class="note">${limit}</span>`;
}

function histogramTable(histogram: readonly HistogramBin[], operators: number): Html {
  const whole = histogram.reduce((sum, { intervals }) => sum + intervals, 0);
  if (whole === 0) return html``;
  return table(
    histogram,
    [
      { title: 'Events an operator', cell: (bin) => binWords(bin, operators) },
      { title: 'Ten minutes', cell: ({ intervals }) => number(intervals), isNumber: true },
      { title: 'Share', cell: ({ intervals }) => percent(intervals / whole), isNumber: true },
      { title: '', cell: ({ intervals }) => shareBar(intervals / whole) },
    ],
    { caption: 'How many ten minutes had how many events' },
  );
}

function binWords({ over, upTo }: HistogramBin, operators: number): string {
  if (upTo === undefined) return `more than ${over}`;
  const isOneNumber = over === undefined || (operators === 1 && upTo - over === 1);
  if (isOneNumber) return String(upTo);
  return `more than ${over}, to ${upTo}`;
}

export function floodsSection({ presented, raw, period }: AlarmReport, wall: WallTime): Html {
  const same = isSame(presented, raw);
  return html`<section>
    <h2>Floods</h2>
    <p class="note">From ten alarms an operator in ten minutes until fewer than five in ten minutes.</p>
    ${floodTable(presented, same ? 'Floods' : 'Floods of events', period.seconds, wall)}
    ${same ? html`` : floodTable(raw, 'Floods of signals', period.seconds, wall)}
  </section>`;
}

function floodTable({ floods }: AlarmRate, name: string, periodSeconds: number, wall: WallTime): Html {
  const { list, count, seconds, timeShare, alarms } = floods;
  if (count === 0) return html`<p>${name}: none.</p>`;
  const summary = `${name}: ${count}, ${duration(seconds)} of ${duration(periodSeconds)} (${percent(timeShare)}), ${number(alarms)} alarms`;
  return table(
    list.rows,
    [
      { title: 'From', cell: ({ beganAtMillis }) => wall.at(beganAtMillis) },
      {
        title: 'Until',
        cell: (flood) => (flood.ongoing ? 'still on' : wall.at(flood.endedAtMillis)),
      },
      { title: 'Alarms', cell: (flood) => number(flood.alarms), isNumber: true },
      { title: 'Most in 10 min', cell: ({ peakPerTenMinutes }) => number(peakPerTenMinutes), isNumber: true },
      { title: 'First', cell: ({ first }) => sourceWords(first) },
      { title: 'Most from', cell: (flood) => contributorWords(flood) },
    ],
    { caption: summary, leftOut: list.leftOut },
  );
}

function contributorWords({ contributors }: Flood): Html {
  return html`${contributors
    .slice(0, 3)
    .map(
      ({ source, alarms, share }) => html`<div>${sourceWords(source)}: ${number(alarms)} (${percent(share)})</div>`,
    )}`;
}

export function prioritiesSection({ priorities }: AlarmReport): Html {
  return html`<section>
    <h2>Priorities</h2>
    ${table(
      priorities.filter(({ band, events }) => band !== 'unknown' || events > 0),
      [
        { title: 'Priority when opened', cell: ({ band }) => band },
        { title: 'Events', cell: ({ events }) => number(events), isNumber: true },
        { title: 'Share', cell: ({ share }) => percent(share), isNumber: true },
        { title: 'Usual', cell: ({ target }) => percent(target), isNumber: true },
        { title: '', cell: ({ share }) => (share === undefined ? '' : shareBar(share)) },
      ],
    )}
  </section>`;
}

/** In somebody's own log every alarm is an event. */
function isSame(presented: AlarmRate, raw: AlarmRate): boolean {
  return JSON.stringify(presented) === JSON.stringify(raw);
}
