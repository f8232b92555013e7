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

/**
 * Taking charge as EN 50518 is said to ask (not checked against its text): 30 s and 60 s for fire, hold-up and man down, 90 s and
 * 180 s for all else. False calls as in the policy of the UK police: the second in twelve months warns, the third ends the response.
 */
export const DEFAULT_TARGETS: ReportTargets = {
  takeCharge: [
    { share: 0.8, withinSeconds: byUrgency(30, 90) },
    { share: 0.985, withinSeconds: byUrgency(60, 180) },
  ],
  closing: [],
  escalationSeconds: 300,
  falseCalls: { classes: ['hold-up', 'intrusion'], warningFrom: 2, withdrawnFrom: 3 },
};

function byUrgency(lifeSafetySeconds: number, otherSeconds: number): Readonly<Record<SignalClass, number>> {
  return {
    fire: lifeSafetySeconds,
    'hold-up': lifeSafetySeconds,
    'man-down': lifeSafetySeconds,
    intrusion: otherSeconds,
    tamper: otherSeconds,
    technical: otherSeconds,
    environment: otherSeconds,
    wellness: otherSeconds,
    information: otherSeconds,
  };
}
