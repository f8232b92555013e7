import type { ReasonCode } from './reason-code.ts';

export const DISPOSITIONS = ['true', 'false', 'inappropriate', 'other'] as const;

/** How an event closed: `inappropriate` is a fault of the system, `other` a test or maintenance. */
export type Disposition = (typeof DISPOSITIONS)[number];

export const ACTION_KINDS = [
  'take',
  'release',
  'start',
  'pause',
  'resume',
  'park',
  'close',
  'reopen',
  'hand-over',
  'merge',
  'unmerge',
  'shelve',
  'unshelve',
  'note',
  'remind',
  'escalate',
  'undo',
] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];

export const ROLES = ['operator', 'supervisor', 'administrator'] as const;

/** What a person may do; each role may do what those before it may. */
export type Role = (typeof ROLES)[number];

/** Who did it: a person, or Telltale itself. */
export interface Actor {
  readonly kind: 'person' | 'telltale';
  readonly name: string;
  /** Of a person; an operator where none is given. */
  readonly role?: Role;
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
  readonly reasonCode?: ReasonCode;
  readonly reason?: string;
  /** `park` and `shelve`: when the event comes back by itself. */
  readonly untilMillis?: number;
  /** `hand-over`: the person who has it from now on. */
  readonly toPerson?: string;
  /** `merge`: the event it becomes part of. */
  readonly intoEventId?: string;
  /** `undo`: the action that is taken back. */
  readonly undoneActionId?: string;
  /** Under which a person asked for it: asked again after a crash, it is known. */
  readonly idempotencyKey?: string;
}

/** Why an action was not accepted. The console and the API show `message` as it is. */
export interface Refusal {
  readonly reason:
    | 'unknown-event'
    | 'not-allowed-in-state'
    | 'not-allowed-in-role'
    | 'taken-by-other'
    | 'disposition-missing'
    | 'detail-missing'
    | 'changed-since'
    | 'key-reused'
    | 'nothing-to-undo';
  readonly message: string;
}
