import type { Actor } from '../action.ts';
import type { Person } from '../person.ts';
import type { Machine, MachineRight } from './account-store.ts';

export interface Session {
  readonly person: Person;
  readonly beganAtMillis: number;
  /** When it ends whatever happens. */
  readonly expiresAtMillis: number;
}

/** What the browser keeps, and what it stands for. */
export interface SignedIn {
  readonly key: string;
  readonly session: Session;
}

export interface Invitation {
  /** Whose password it sets; absent of the link that makes the first administrator. */
  readonly name?: string;
}

/** Who is asking. What is refused is a `Failure`: `authentication` (the same words for every cause) or `rate-limited`. */
export interface Identity {
  hasAccounts(): boolean;
  signIn(wish: { readonly name: string; readonly password: string; readonly address: string }): Promise<SignedIn>;
  /** `undefined` when it has ended. With `isUse` the idle time begins again. */
  session(key: string, isUse: boolean): Session | undefined;
  signOut(key: string): Promise<void>;
  /** Ends every session of the person. */
  signOutEverywhere(name: string, by: Actor): Promise<void>;
  /** Every session of the person ends but for the one that this begins. */
  changePassword(wish: {
    readonly name: string;
    readonly old: string;
    readonly new: string;
    readonly address: string;
  }): Promise<SignedIn>;
  invitation(key: string): Invitation | undefined;
  /** Uses the link up, and signs the person in. */
  acceptInvitation(wish: {
    readonly key: string;
    readonly name: string;
    readonly password: string;
    readonly address: string;
  }): Promise<SignedIn>;
  machine(token: string): Machine | undefined;
}

/** Sign-in at somebody else's door. */
export interface OutsideSignIn {
  /** Shown on the page. */
  readonly label: string;
  /** Where to send the browser, and what it must bring back. */
  begin(returnUrl: string): Promise<{ readonly url: string; readonly state: string }>;
  finish(wish: { readonly state: string; readonly callbackUrl: string; readonly address: string }): Promise<SignedIn>;
}

export interface PersonEntry extends Person {
  readonly disabled: boolean;
  readonly signsIn: 'with a password' | 'elsewhere' | 'not yet';
  readonly createdAtMillis: number;
  readonly sessions: number;
}

/** Key of a link that sets a password, once. */
export interface NewLink {
  readonly key: string;
  readonly expiresAtMillis: number;
}

/** Accounts as administrators keep them; each change is recorded with who made it. */
export interface People {
  people(): readonly PersonEntry[];
  /** @throws Failure (`client`) when the name is taken or no name. */
  add(person: Person, by: Actor): Promise<NewLink>;
  /** Role, sites, whether disabled; what changes ends the sessions of the person. @throws Failure (`client`) */
  change(
    name: string,
    change: { readonly role?: Person['role']; readonly sites?: readonly string[]; readonly disabled?: boolean },
    by: Actor,
  ): Promise<PersonEntry>;
  /** The old password is void at once, and every session ended. @throws Failure (`client`) */
  reset(name: string, by: Actor): Promise<NewLink>;
  machines(): readonly Machine[];
  /** Resolves with the token, which is shown once. */
  addMachine(
    machine: { readonly name: string; readonly right: MachineRight; readonly sites: readonly string[] },
    by: Actor,
  ): Promise<string>;
  removeMachine(name: string, by: Actor): Promise<boolean>;
}
