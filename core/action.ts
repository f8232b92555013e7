export const DISPOSITIONS = ['true', 'false', 'inappropriate', 'other'] as const;

/** How an event closed: `inappropriate` is a fault of the system, `other` a test or maintenance. */
export type Disposition = (typeof DISPOSITIONS)[number];

export const ACTION_KINDS = ['take', 'release', 'close', 'note', 'escalate'] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];

/** Who did it: a person, or Telltale itself. */
export interface Actor {
  readonly kind: 'person' | 'telltale';
  readonly name: string;
}

export const TELLTALE: Actor = { kind: 'telltale', name: 'telltale' };

/** Something done about an event; an immutable row once accepted. */
export interface Action {
  readonly id: string;
  readonly eventId: string;
  readonly kind: ActionKind;
  readonly by: Actor;
  readonly atMillis: number;
  readonly disposition?: Disposition;
  readonly reason?: string;
}

/** Why an action was not accepted. The console and the API show `message` as it is. */
export interface Refusal {
  readonly reason: 'unknown-event' | 'not-allowed-in-state' | 'taken-by-other' | 'disposition-missing';
  readonly message: string;
}
