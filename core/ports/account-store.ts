import type { Person } from '../person.ts';

export interface Account extends Person {
  /** In PHC string format; absent of who signs in elsewhere or has not yet set one. */
  readonly passwordHash?: string;
  /** Issuer and subject of who signs in by OpenID Connect, once they have. */
  readonly subject?: string;
  readonly disabled: boolean;
  readonly createdAtMillis: number;
}

/** What only the holder of a random key can use; the store sees no more than its hash. */
export interface KeptSession {
  readonly keyHash: string;
  readonly account: string;
  readonly address: string;
  readonly beganAtMillis: number;
  readonly seenAtMillis: number;
  readonly expiresAtMillis: number;
}

export interface KeptLink {
  readonly keyHash: string;
  /** Whose password it sets; absent of the link that makes the first administrator. */
  readonly account?: string;
  readonly expiresAtMillis: number;
}

export const MACHINE_RIGHTS = ['telemetry', 'metrics', 'read', 'act'] as const;

/** What a program may do; `act` includes `read`, the others stand alone. */
export type MachineRight = (typeof MACHINE_RIGHTS)[number];

/** A program with a token. */
export interface Machine {
  readonly name: string;
  readonly right: MachineRight;
  readonly sites: readonly string[];
  readonly createdAtMillis: number;
}

/**
 * Accounts, sessions, links and machine tokens, in a file of their own on this machine: it answers at once, and several
 * processes may use it at a time. Names are the same whatever their case.
 *
 * @throws Failure with a remedy when the file cannot be read or written.
 */
export interface AccountStore {
  hasAccounts(): boolean;
  accounts(): readonly Account[];
  account(name: string): Account | undefined;
  accountOfSubject(subject: string): Account | undefined;
  /** Makes it, or replaces the one of this name. */
  putAccount(account: Account): void;
  /** Makes it unless there is any account: of two that try at once, one gets true. */
  putFirstAccount(account: Account): boolean;
  session(keyHash: string): KeptSession | undefined;
  sessionsOf(account: string): readonly KeptSession[];
  /** Makes it, and forgets those that had ended by its begin. */
  putSession(session: KeptSession): void;
  sessionSeen(keyHash: string, atMillis: number): void;
  endSession(keyHash: string): void;
  endSessionsOf(account: string): void;
  link(keyHash: string): KeptLink | undefined;
  /** Makes it; earlier ones for the same are void from then on. */
  putLink(link: KeptLink): void;
  /** False when somebody else has used it before. */
  useLink(keyHash: string): boolean;
  machines(): readonly Machine[];
  machine(keyHash: string): Machine | undefined;
  putMachine(keyHash: string, machine: Machine): void;
  removeMachine(name: string): boolean;
  stop(): void;
}
