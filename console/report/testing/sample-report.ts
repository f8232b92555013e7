import type { AlarmRate, AlarmReport, AnswerRow, Answers, RateBands } from '../../../core/alarm-report.ts';

const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2026, 0, 31);

const NO_LIST = { rows: [], leftOut: 0 };

function bands(acceptableUpTo: number, manageableUpTo: number): RateBands {
  return { acceptableUpTo, manageableUpTo, intervals: 0, shares: undefined, peak: 0, peakBeganAtMillis: undefined };
}

function noRate(): AlarmRate {
  return {
    alarms: 0,
    perOperatorDay: 0,
    perOperatorHour: 0,
    perOperatorTenMinutes: 0,
    day: bands(150, 300),
    hour: bands(6, 12),
    tenMinutes: bands(1, 2),
    hoursOverThirty: undefined,
    tenMinutesOverTen: undefined,
    histogram: [],
    days: [],
    floods: { count: 0, seconds: 0, timeShare: 0, alarms: 0, list: NO_LIST },
  };
}

function noAnswers(): Answers {
  const all: AnswerRow = {
    name: 'all',
    answered: 0,
    waiting: 0,
    p50Seconds: undefined,
    p80Seconds: undefined,
    p95Seconds: undefined,
    p985Seconds: undefined,
    maxSeconds: undefined,
    targets: [],
  };
  return { all, byClass: [], byOperator: NO_LIST, bySite: NO_LIST, byHour: [] };
}

/** January 2026, in which nothing happened but for what a test says. */
export function sampleReport(changes: Partial<AlarmReport> = {}): AlarmReport {
  const noCounts = { alarms: 0, share: undefined, list: NO_LIST };
  return {
    period: {
      fromMillis: FROM,
      untilMillis: UNTIL,
      zone: 'UTC',
      seconds: (UNTIL - FROM) / 1000,
      operators: 1,
      operatorsAre: 'given',
      empty: false,
    },
    presented: noRate(),
    raw: noRate(),
    priorities: [],
    offenders: { sources: 0, topTenShare: undefined, top: [] },
    chattering: { alarms: 0, share: undefined, episodes: 0, list: NO_LIST },
    fleeting: noCounts,
    stale: { alarms: 0, standing: 0, mostOnADay: 0, list: NO_LIST },
    duplicates: noCounts,
    together: NO_LIST,
    suppressions: {
      counts: { shelved: 0, 'by-design': 0, 'out-of-service': 0, storm: 0, 'on-test': 0 },
      overdue: 0,
      list: NO_LIST,
    },
    takeCharge: noAnswers(),
    response: noAnswers(),
    closing: noAnswers(),
    escalations: { fired: 0, inTime: 0, late: 0, waiting: 0, limitSeconds: 300, list: NO_LIST },
    dispositions: {
      all: { name: 'all', closed: 0, counts: { true: 0, false: 0, inappropriate: 0, other: 0 }, unknown: 0 },
      byReason: [],
      bySite: NO_LIST,
      bySensor: NO_LIST,
      byHour: [],
    },
    falseCalls: {
      fromMillis: Date.UTC(2025, 0, 31),
      untilMillis: UNTIL,
      classes: ['hold-up', 'intrusion'],
      warningFrom: 2,
      withdrawnFrom: 3,
      list: NO_LIST,
    },
    ...changes,
  };
}
