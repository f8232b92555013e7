import type { Actor } from '../action.ts';

export const HAND_OVER_STATES = ['offered', 'accepted', 'declined', 'withdrawn'] as const;

export type HandOverState = (typeof HAND_OVER_STATES)[number];

/** A shift that goes from one person to another: offered by one side, answered by the other. */
export interface HandOver {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** What whoever comes should know. */
  readonly note: string;
  readonly state: HandOverState;
  readonly offeredBy: Actor;
  readonly offeredAtMillis: number;
  /** What `from` had when it was offered. */
  readonly eventIds: readonly string[];
  readonly answeredBy?: Actor;
  readonly answeredAtMillis?: number;
  /** What was said to it. */
  readonly answer?: string;
}

export interface HandOverRefusal {
  readonly reason: 'unknown-hand-over' | 'not-yours' | 'answered-already' | 'offered-already' | 'not-understood';
  readonly message: string;
}

export type HandOverOutcome =
  | { readonly accepted: true; readonly handOver: HandOver }
  | { readonly accepted: false; readonly refusal: HandOverRefusal };

export interface HandOverOffer {
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly by: Actor;
}

export interface HandOverAnswer {
  readonly id: string;
  readonly state: Exclude<HandOverState, 'offered'>;
  readonly answer: string;
  readonly by: Actor;
}

/** Hand-overs of shifts. What they do to events are actions of the desk. */
export interface HandOvers {
  /** The latest first. */
  list(): readonly HandOver[];
  offer(offer: HandOverOffer): Promise<HandOverOutcome>;
  /** Accepting moves what `from` holds to `to`, signs `to` on and `from` off. */
  answer(answer: HandOverAnswer): Promise<HandOverOutcome>;
}
