import type { SignalClass } from '../../core/signal.ts';

/** So large a share of the events is to be answered within so many seconds, by class. */
export interface AnswerTarget {
  /** 0.985 for 98.5 %. */
  readonly share: number;
  readonly withinSeconds: Readonly<Record<SignalClass, number>>;
}

/** What was agreed, and what the figures are held against. */
export interface ReportTargets {
  readonly takeCharge: readonly AnswerTarget[];
  readonly response: readonly AnswerTarget[];
  readonly closing: readonly AnswerTarget[];
  /** After so long an escalation that nobody acted on is late. */
  readonly escalationSeconds: number;
  readonly falseCalls: {
    /** Whose false alarms call somebody out. */
    readonly classes: readonly SignalClass[];
    readonly warningFrom: number;
    readonly withdrawnFrom: number;
  };
}

export interface ReportSettings {
  readonly fromMillis: number;
  /** Not included. */
  readonly untilMillis: number;
  /** IANA name of the zone whose days and hours are meant. */
  readonly zone: string;
  /** Positions that share the alarms, or to count them from who acted. */
  readonly operators: number | 'counted';
  readonly targets: ReportTargets;
}

export function everyClass(seconds: number): Readonly<Record<SignalClass, number>> {
  return {
    fire: seconds,
    'hold-up': seconds,
    'man-down': seconds,
    intrusion: seconds,
    tamper: seconds,
    technical: seconds,
    environment: seconds,
    wellness: seconds,
    information: seconds,
  };
}
