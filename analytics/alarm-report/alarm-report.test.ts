import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmReport } from '../../core/alarm-report.ts';
import type { Event } from '../../core/event.ts';
import type { AuditRow, OutlineRow } from '../../core/ports/audit-trail.ts';
import { PRIORITY_BANDS, type PriorityBand } from '../../core/priority.ts';
import { reportAlarms } from './alarm-report.ts';
import { RowFold } from './fold-rows.ts';
import { logOfAlarms } from './logged-alarm.ts';
import { everyClass, type ReportSettings } from './settings.ts';
import { AGREED_TARGETS } from './test-support/agreed-targets.ts';
import { randomAlarms } from './test-support/random-alarms.ts';
import { randomRows } from './test-support/random-rows.ts';
import { slowLogOfAlarms, slowLogOfRows } from './test-support/slow-log.ts';
import { slowReport } from './test-support/slow-report.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RUNS = 60;

/** Each is a little before a clock changes, or where the day has odd bounds. */
const STARTS: readonly (readonly [zone: string, start: string])[] = [
  ['Europe/Rome', '2026-03-27T10:00:00Z'],
  ['Europe/Rome', '2026-10-23T10:00:00Z'],
  ['America/New_York', '2026-10-30T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-02T00:00:00Z'],
  ['Asia/Kathmandu', '2026-05-01T00:00:00Z'],
  ['America/Santiago', '2026-09-04T00:00:00Z'],
  ['UTC', '2024-02-27T00:00:00Z'],
];

/** Other limits for one class than for the others. */
const TARGETS: ReportSettings['targets'] = {
  ...AGREED_TARGETS,
  takeCharge: [...AGREED_TARGETS.takeCharge, { share: 0.5, withinSeconds: { ...everyClass(3600), intrusion: 10 } }],
  response: [
    { share: 0.95, withinSeconds: { ...everyClass(600), tamper: 60 } },
    { share: 0.2, withinSeconds: everyClass(7200) },
  ],
  closing: [
    { share: 0.1, withinSeconds: everyClass(86_400) },
    { share: 1, withinSeconds: { ...everyClass(3600), fire: 60 } },
  ],
};

function settingsFrom(zone: string, startMillis: number): fc.Arbitrary<ReportSettings> {
  return fc
    .record({
      afterMillis: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: -DAY, max: DAY })),
      lengthMillis: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(0, 1, DAY) },
        { weight: 2, arbitrary: fc.integer({ min: 600_000, max: HOUR }) },
        { weight: 3, arbitrary: fc.integer({ min: HOUR, max: 8 * DAY }) },
      ),
      operators: fc.constantFrom<(number | 'counted')[]>(1, 1, 2, 'counted'),
    })
    .map(({ afterMillis, lengthMillis, operators }) => {
      const fromMillis = startMillis + afterMillis;
      return { fromMillis, untilMillis: fromMillis + lengthMillis, zone, operators, targets: TARGETS };
    });
}

const anyStart = fc.constantFrom(...STARTS).map(([zone, start]) => ({ zone, startMillis: Date.parse(start) }));

/** Some band or none, by what an event is. */
function bandOf(event: Event): PriorityBand | undefined {
  return PRIORITY_BANDS[event.id.length + event.sensor.length * 7 - event.class.length];
}

/** As the reader of the trail cuts a row down. */
function asStep(row: AuditRow): OutlineRow {
  if (row.kind !== 'event' || row.event.version === 1) return row;
  if (row.event.state === 'closed' || row.event.suppression !== undefined) return row;
  return { kind: 'step', atMillis: row.atMillis, eventId: row.event.id };
}

/** How often something was there to be compared. */
class Seen {
  readonly counts = new Map<string, number>();

  add(report: AlarmReport): void {
    this.#count('empty', report.period.empty);
    this.#count('floods', report.raw.floods.count > 0);
    this.#count(
      'ongoing floods',
      report.raw.floods.list.rows.some(({ ongoing }) => ongoing),
    );
    this.#count('several floods', report.presented.floods.count > 1);
    this.#count('several operators', report.period.operators > 1);
    this.#count('chattering', report.chattering.alarms > 0);
    this.#count('fleeting', report.fleeting.alarms > 0);
    this.#count('stale', report.stale.mostOnADay > 1);
    this.#count('duplicates', report.duplicates.alarms > 0);
    this.#count('together', report.together.rows.length > 0);
    this.#count('suppressed', report.suppressions.list.rows.length > 0);
    this.#count('sites on test', report.suppressions.counts['on-test'] > 0);
    this.#count('overdue', report.suppressions.overdue > 0);
    this.#count('late escalations', report.escalations.late > 0);
    for (const of of ['takeCharge', 'response', 'closing'] as const) {
      const { targets } = report[of].all;
      this.#count(
        `${of} targets met`,
        targets.some(({ met }) => met === true),
      );
      this.#count(
        `${of} targets missed`,
        targets.some(({ met }) => met === false),
      );
    }
    this.#count('reason codes', report.dispositions.byReason.length > 2);
    this.#count(
      'sites withdrawn',
      report.falseCalls.list.rows.some(({ standing }) => standing === 'withdrawn'),
    );
    this.#count('days of 23 or 25 hours', report.raw.days.some(isOddDay));
  }

  #count(what: string, isSeen: boolean): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + Number(isSeen));
  }
}

function isOddDay({ fromMillis, untilMillis }: { readonly fromMillis: number; readonly untilMillis: number }): boolean {
  return [23 * HOUR, 25 * HOUR].includes(untilMillis - fromMillis);
}

describe('the alarm report', () => {
  const seen = new Seen();

  it('agrees in every figure with the slow one over random trails', () => {
    const cases = anyStart.chain(({ zone, startMillis }) =>
      fc.record({ rows: randomRows(startMillis, 150), settings: settingsFrom(zone, startMillis) }),
    );
    fc.assert(
      fc.property(cases, ({ rows, settings }) => {
        const known = rows.filter(({ atMillis }) => atMillis < settings.untilMillis);
        const fold = new RowFold(bandOf);
        for (const row of known) fold.add(row);
        const report = reportAlarms(fold.log, settings);
        seen.add(report);
        expect(report).toEqual(slowReport(slowLogOfRows(known, bandOf), settings));
        const outline = new RowFold(bandOf);
        for (const row of known) outline.add(asStep(row));
        expect(reportAlarms(outline.log, settings)).toEqual(report);
      }),
      { numRuns: RUNS, seed: 4, endOnFailure: true },
    );
  });

  it('agrees in every figure with the slow one over random alarm logs', () => {
    const cases = anyStart.chain(({ zone, startMillis }) =>
      fc.record({
        alarms: randomAlarms(startMillis),
        settings: settingsFrom(zone, startMillis),
        tells: fc.record({ taken: fc.constantFrom(true, true, false), closed: fc.boolean() }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ alarms, settings, tells }) => {
        const report = reportAlarms(logOfAlarms(alarms, tells), settings);
        seen.add(report);
        expect(report).toEqual(slowReport(slowLogOfAlarms(alarms, tells), settings));
      }),
      { numRuns: RUNS, seed: 5, endOnFailure: true },
    );
  });

  it('was compared with everything it can find', () => {
    expect([...seen.counts].filter(([, count]) => count === 0)).toEqual([]);
  });
});
