import type { AlarmRate, AlarmReport, Answers } from '../../core/alarm-report.ts';
import { html, table, type Html } from './html.ts';
import { duration, number, percent, type WallTime } from './words.ts';

export interface KeyFigure {
  readonly figure: string;
  readonly value: string;
  readonly target: string;
  /** `undefined` where there is nothing to hold it against. */
  readonly met: boolean | undefined;
}

/** The figures of the standards with their limits, and which are met. */
export function keyFigures(report: AlarmReport, wall: WallTime): readonly KeyFigure[] {
  return [...rateFigures(report.presented, wall), ...sourceFigures(report), ...peopleFigures(report)];
}

export function atAGlance(report: AlarmReport, wall: WallTime): Html {
  return html`<section>
    <h2>At a glance</h2>
    ${table(keyFigures(report, wall), [
      { title: 'Figure', cell: ({ figure }) => figure },
      { title: 'Value', cell: ({ value }) => value, isNumber: true },
      { title: 'Target', cell: ({ target }) => target },
      { title: 'Met', cell: ({ met }) => verdict(met) },
    ])}
  </section>`;
}

function verdict(met: boolean | undefined): Html {
  if (met === undefined) return html`–`;
  return met ? html`yes` : html`<span class="missed">no</span>`;
}

function rateFigures(rate: AlarmRate, wall: WallTime): readonly KeyFigure[] {
  const { perOperatorDay, day, tenMinutes } = rate;
  const peakAt = tenMinutes.peakBeganAtMillis === undefined ? '' : ` (from ${wall.at(tenMinutes.peakBeganAtMillis)})`;
  return [
    {
      figure: 'Events presented, an operator and day',
      value: number(perOperatorDay),
      target: `${day.acceptableUpTo}; manageable to ${day.manageableUpTo}`,
      met: atMost(perOperatorDay, day.acceptableUpTo),
    },
    {
      figure: `Most in ten minutes of the clock, all operators${peakAt}`,
      value: number(tenMinutes.peak),
      target: '',
      met: undefined,
    },
    {
      figure: 'Hours with more than 30 an operator',
      value: percent(rate.hoursOverThirty),
      target: 'under 1 %',
      met: below(rate.hoursOverThirty, 0.01),
    },
    {
      figure: 'Ten minutes with more than 10 an operator',
      value: percent(rate.tenMinutesOverTen),
      target: 'under 1 %',
      met: below(rate.tenMinutesOverTen, 0.01),
    },
    {
      figure: `Time in flood (${rate.floods.count} ${rate.floods.count === 1 ? 'flood' : 'floods'}, ${duration(rate.floods.seconds)})`,
      value: percent(rate.floods.timeShare),
      target: 'under 1 %',
      met: below(rate.floods.timeShare, 0.01),
    },
  ];
}

function sourceFigures({ offenders, chattering, fleeting, stale, suppressions }: AlarmReport): readonly KeyFigure[] {
  return [
    {
      figure: 'Signals of the ten busiest sources',
      value: percent(offenders.topTenShare),
      target: '5 % at most',
      met: atMost(offenders.topTenShare, 0.05),
    },
    { figure: 'Chattering signals', value: number(chattering.alarms), target: '0', met: chattering.alarms === 0 },
    { figure: 'Fleeting signals', value: number(fleeting.alarms), target: '0', met: fleeting.alarms === 0 },
    {
      figure: 'Stale on the worst day',
      value: number(stale.mostOnADay),
      target: 'under 5',
      met: stale.mostOnADay < 5,
    },
    {
      figure: 'Shelved or suppressed for longer than agreed',
      value: number(suppressions.overdue),
      target: '0',
      met: suppressions.overdue === 0,
    },
  ];
}

function peopleFigures({ takeCharge, response, closing, escalations, falseCalls }: AlarmReport): readonly KeyFigure[] {
  const withdrawn = falseCalls.list.rows.filter(({ standing }) => standing === 'withdrawn').length;
  return [
    ...answerFigures('Taken in charge', takeCharge),
    ...answerFigures('Worked on', response),
    ...answerFigures('Closed', closing),
    {
      figure: `Escalations answered late, of ${escalations.fired}`,
      value: number(escalations.late),
      target: '0',
      met: escalations.fired === 0 ? undefined : escalations.late === 0,
    },
    {
      figure: `Sites with ${falseCalls.withdrawnFrom} false calls or more in twelve months`,
      value: number(withdrawn),
      target: '0',
      met: withdrawn === 0,
    },
  ];
}

function answerFigures(what: string, { all }: Answers): readonly KeyFigure[] {
  if (all.answered + all.waiting === 0) return [];
  return all.targets.map(({ share, withinSeconds, reached, met }) => ({
    figure: `${what} ${withinSeconds === undefined ? 'within the limit of its class' : `within ${duration(withinSeconds)}`}`,
    value: percent(reached),
    target: `${percent(share)} at least`,
    met,
  }));
}

function atMost(value: number | undefined, limit: number): boolean | undefined {
  return value === undefined ? undefined : value <= limit;
}

function below(value: number | undefined, limit: number): boolean | undefined {
  return value === undefined ? undefined : value < limit;
}
