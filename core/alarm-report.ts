import type { ActionKind, Disposition } from './action.ts';
import type { SUPPRESSION_KINDS } from './event.ts';
import type { PriorityBand } from './priority.ts';
import type { SignalClass } from './signal.ts';

/**
 * The figures of the alarm report; docs/specs/alarm-report.md defines each. Instants end in `Millis` (UTC epoch),
 * shares are 0 to 1, and what is `undefined` cannot be said of this period.
 */
export interface AlarmReport {
  readonly period: ReportPeriod;
  /** What operators were shown: events. */
  readonly presented: AlarmRate;
  /** What the sources sent: every signal that says that something began. */
  readonly raw: AlarmRate;
  readonly priorities: readonly PriorityShare[];
  readonly offenders: Offenders;
  readonly chattering: Chattering;
  readonly fleeting: CountedSources;
  readonly stale: Stale;
  readonly duplicates: CountedSources;
  readonly together: Listed<TogetherPair>;
  readonly suppressions: Suppressions;
  readonly takeCharge: Answers;
  readonly response: Answers;
  readonly closing: Answers;
  readonly escalations: Escalations;
  readonly dispositions: Dispositions;
  readonly falseCalls: FalseCalls;
}

export interface ReportPeriod {
  readonly fromMillis: number;
  /** Not included. */
  readonly untilMillis: number;
  readonly zone: string;
  readonly seconds: number;
  readonly operators: number;
  readonly operatorsAre: 'given' | 'counted';
  /** Nothing at all happened in it. */
  readonly empty: boolean;
}

/** What a list shows, and how many rows it left out. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly leftOut: number;
}

export interface SourceName {
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
}

export interface AlarmRate {
  readonly alarms: number;
  readonly perOperatorDay: number | undefined;
  readonly perOperatorHour: number | undefined;
  readonly perOperatorTenMinutes: number | undefined;
  readonly day: RateBands;
  readonly hour: RateBands;
  readonly tenMinutes: RateBands;
  /** Of the whole hours, those with more than 30 an operator. */
  readonly hoursOverThirty: number | undefined;
  /** Of the whole ten minutes, those with more than 10 an operator. */
  readonly tenMinutesOverTen: number | undefined;
  readonly histogram: readonly HistogramBin[];
  readonly days: readonly DayLoad[];
  readonly floods: Floods;
}

export type LoadBand = 'acceptable' | 'manageable' | 'overloaded';

/** One length of interval against the standard: alarms an operator up to which it is acceptable, and manageable. */
export interface RateBands {
  readonly acceptableUpTo: number;
  readonly manageableUpTo: number;
  /** Intervals that lie whole in the period; only they are judged. */
  readonly intervals: number;
  readonly shares: Readonly<Record<LoadBand, number>> | undefined;
  /** Most alarms in one interval, whole or not, all operators together. */
  readonly peak: number;
  readonly peakBeganAtMillis: number | undefined;
}

/** Whole ten minutes with more than `over` and at most `upTo` alarms an operator. */
export interface HistogramBin {
  readonly over: number | undefined;
  readonly upTo: number | undefined;
  readonly intervals: number;
}

/** A local day, or what of it lies in the period. */
export interface DayLoad {
  readonly date: string;
  readonly fromMillis: number;
  readonly untilMillis: number;
  readonly alarms: number;
  readonly mostInTenMinutes: number;
}

export interface Floods {
  readonly count: number;
  readonly seconds: number;
  readonly timeShare: number | undefined;
  readonly alarms: number;
  readonly list: Listed<Flood>;
}

export interface Flood {
  readonly beganAtMillis: number;
  readonly endedAtMillis: number;
  /** It was still on when the period ended. */
  readonly ongoing: boolean;
  readonly alarms: number;
  /** Most alarms in any ten minutes of it, all operators together. */
  readonly peakPerTenMinutes: number;
  readonly first: SourceName;
  readonly contributors: readonly SourceCount[];
}

export interface SourceCount {
  readonly source: SourceName;
  readonly alarms: number;
  readonly share: number;
}

export interface PriorityShare {
  readonly band: PriorityBand | 'unknown';
  readonly events: number;
  readonly share: number | undefined;
  readonly target: number | undefined;
}

export interface Offenders {
  readonly sources: number;
  readonly topTenShare: number | undefined;
  readonly top: readonly Offender[];
}

export interface Offender extends SourceCount {
  readonly cumulativeShare: number;
}

export interface Chattering {
  readonly alarms: number;
  readonly share: number | undefined;
  readonly episodes: number;
  readonly list: Listed<ChatteringSource>;
}

export interface ChatteringSource {
  readonly source: SourceName;
  readonly alarms: number;
  readonly episodes: number;
  readonly mostInAMinute: number;
  readonly firstAtMillis: number;
  readonly lastAtMillis: number;
}

export interface CountedSources {
  readonly alarms: number;
  readonly share: number | undefined;
  readonly list: Listed<SourceCount>;
}

export interface Stale {
  readonly alarms: number;
  /** Still standing when the period ended. */
  readonly standing: number;
  readonly mostOnADay: number;
  readonly list: Listed<StaleAlarm>;
}

export interface StaleAlarm {
  readonly source: SourceName;
  readonly beganAtMillis: number;
  readonly endedAtMillis: number | undefined;
  /** Until it ended, or until the end of the period. */
  readonly stoodSeconds: number;
}

/** Two sources that are hardly ever raised without each other. */
export interface TogetherPair {
  readonly one: SourceName;
  readonly other: SourceName;
  readonly oneAlarms: number;
  readonly otherAlarms: number;
  /** Share of the alarms of `one` with one of `other` within five seconds, and the other way round. */
  readonly oneShare: number;
  readonly otherShare: number;
}

/** `on-test` is a whole site, the others are events. */
export type SuppressionKind = (typeof SUPPRESSION_KINDS)[number] | 'on-test';

export interface Suppressions {
  readonly counts: Readonly<Record<SuppressionKind, number>>;
  readonly overdue: number;
  readonly list: Listed<SuppressionRow>;
}

export interface SuppressionRow {
  readonly kind: SuppressionKind;
  readonly eventId: string | undefined;
  readonly title: string | undefined;
  readonly site: string;
  readonly by: string;
  readonly reason: string;
  readonly sinceMillis: number;
  readonly untilMillis: number | undefined;
  readonly endedAtMillis: number | undefined;
  /** It lasted longer than it was to. */
  readonly overdue: boolean;
}

/** How long people took, against what was agreed. */
export interface Answers {
  readonly all: AnswerRow;
  readonly byClass: readonly AnswerRow[];
  readonly byOperator: Listed<AnswerRow>;
  readonly bySite: Listed<AnswerRow>;
  /** By the local hour in which the event was opened; only hours with any. */
  readonly byHour: readonly AnswerRow[];
}

export interface AnswerRow {
  readonly name: string;
  readonly answered: number;
  /** Of the events opened in the period, those nobody had answered when it ended. */
  readonly waiting: number;
  readonly p50Seconds: number | undefined;
  readonly p80Seconds: number | undefined;
  readonly p95Seconds: number | undefined;
  readonly p985Seconds: number | undefined;
  readonly maxSeconds: number | undefined;
  readonly targets: readonly TargetReached[];
}

export interface TargetReached {
  /** The share that was agreed, 0.8 for 80 %. */
  readonly share: number;
  /** Where all events of the row have the same limit. */
  readonly withinSeconds: number | undefined;
  /** Events that were answered, or wait longer than their limit already. */
  readonly judged: number;
  readonly reached: number | undefined;
  readonly met: boolean | undefined;
}

export interface Escalations {
  readonly fired: number;
  readonly inTime: number;
  readonly late: number;
  readonly waiting: number;
  readonly limitSeconds: number;
  readonly list: Listed<EscalationRow>;
}

export interface EscalationRow {
  readonly eventId: string;
  readonly title: string;
  readonly site: string;
  readonly firedAtMillis: number;
  readonly answeredAtMillis: number | undefined;
  readonly answeredBy: string | undefined;
  readonly answer: ActionKind | undefined;
  readonly outcome: 'in-time' | 'late' | 'waiting';
}

export interface Dispositions {
  readonly all: DispositionRow;
  /** By reason code; the empty name is without one. */
  readonly byReason: readonly DispositionRow[];
  readonly bySite: Listed<DispositionRow>;
  readonly bySensor: Listed<DispositionRow>;
  readonly byHour: readonly DispositionRow[];
}

export interface DispositionRow {
  readonly name: string;
  readonly closed: number;
  readonly counts: Readonly<Record<Disposition, number>>;
  /** Closed without a disposition. */
  readonly unknown: number;
}

export interface FalseCalls {
  readonly fromMillis: number;
  readonly untilMillis: number;
  readonly classes: readonly SignalClass[];
  readonly warningFrom: number;
  readonly withdrawnFrom: number;
  readonly list: Listed<FalseCallSite>;
}

export interface FalseCallSite {
  readonly site: string;
  readonly falseCalls: number;
  readonly lastAtMillis: number;
  readonly standing: 'noted' | 'warning' | 'withdrawn';
}
