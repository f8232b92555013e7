import { join } from 'node:path';
import type { HouseConfig } from '../config/schema.ts';
import type { AuditTrail } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Identity, OutsideSignIn, People } from '../core/ports/identity.ts';
import type { Logger } from '../core/ports/logger.ts';
import { AccountIdentity } from '../identity/account-identity.ts';
import { KeptPeople } from '../identity/kept-people.ts';
import { makeLink } from '../identity/links.ts';
import { OidcSignIn } from '../identity/oidc-sign-in.ts';
import { PasswordHasher } from '../identity/password-hash.ts';
import { openAccountStore, type SqliteAccountStore } from '../storage/identity/sqlite-account-store.ts';

export interface AccountsOptions {
  readonly house: HouseConfig;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Where the accounts of a data folder are. */
export function accountsFile(dataDir: string): string {
  return join(dataDir, 'accounts.db');
}

/** Who may use the console. @throws Failure with a remedy when the accounts cannot be read. */
export class Accounts {
  readonly identity: Identity;
  readonly people: People;
  readonly outsideSignIn: OutsideSignIn | undefined;
  readonly #store: SqliteAccountStore;
  readonly #clock: Clock;

  constructor({ house, audit, clock, logger }: AccountsOptions) {
    this.#store = openAccountStore(accountsFile(house.dataDir));
    this.#clock = clock;
    const parts = { store: this.#store, audit, clock };
    const { idleMinutes, absoluteHours, oidc } = house.signIn;
    const onRefused = (what: { readonly name: string; readonly address: string; readonly reason: string }): void =>
      logger.warn({ name: what.name.slice(0, 100), address: what.address, reason: what.reason }, 'sign-in refused');
    const identity = new AccountIdentity({
      ...parts,
      hasher: new PasswordHasher(),
      sessionLimits: { idleMillis: idleMinutes * 60_000, absoluteMillis: absoluteHours * 3_600_000 },
      onRefused,
    });
    this.identity = identity;
    this.people = new KeptPeople(parts);
    this.outsideSignIn =
      oidc === undefined
        ? undefined
        : new OidcSignIn({ ...parts, settings: oidc, sessions: identity.sessions, onRefused });
  }

  /** Path of the link that makes the first administrator; `undefined` once there is an account. Earlier ones are void. */
  firstLink(): string | undefined {
    return this.#store.hasAccounts()
      ? undefined
      : `/welcome/${makeLink({ store: this.#store, clock: this.#clock }).key}`;
  }

  stop(): void {
    this.#store.stop();
  }
}
