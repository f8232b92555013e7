import type { Actor } from '../core/action.ts';
import type { Account, AccountStore } from '../core/ports/account-store.ts';
import type { AuditTrail } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import { EVERY_SITE, foldName, type Person } from '../core/person.ts';

export interface IdentityParts {
  readonly store: AccountStore;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly clock: Clock;
}

/** Writes down who changed what, before it is changed. Secrets are never among it. */
export async function recordChange(
  { audit, clock }: Pick<IdentityParts, 'audit' | 'clock'>,
  change: {
    readonly path: string;
    readonly before?: object | undefined;
    readonly after?: object | undefined;
    readonly by: Actor;
  },
): Promise<void> {
  const setting = {
    path: change.path,
    ...(change.before === undefined ? {} : { before: JSON.stringify(change.before) }),
    ...(change.after === undefined ? {} : { after: JSON.stringify(change.after) }),
    by: change.by,
  };
  await audit.append([{ kind: 'setting', atMillis: clock.nowMillis(), setting }]);
}

/** Keeps a new account. */
export async function keepAccount(parts: IdentityParts, account: Account, by: Actor): Promise<void> {
  await recordAccount(parts, account, by);
  parts.store.putAccount(account);
}

/** Changes an account as it is when the change is written down: what somebody else changed meanwhile stays. */
export async function changeAccount(
  parts: IdentityParts,
  known: Account,
  change: (account: Account) => Account,
  by: Actor,
): Promise<Account> {
  await recordAccount(parts, change(latestOf(parts, known)), by);
  const changed = change(latestOf(parts, known));
  parts.store.putAccount(changed);
  return changed;
}

function latestOf({ store }: IdentityParts, known: Account): Account {
  return store.account(known.name) ?? known;
}

export async function recordAccount(parts: IdentityParts, account: Account, by: Actor): Promise<void> {
  const before = parts.store.account(account.name);
  await recordChange(parts, {
    path: `accounts.${foldName(account.name)}`,
    before: before === undefined ? undefined : recorded(before),
    after: recorded(account),
    by,
  });
}

/** Signing in and out, and the like, of one person. */
export async function recordSignIn(
  parts: Pick<IdentityParts, 'audit' | 'clock'>,
  person: Person,
  what: Readonly<Record<string, string>>,
): Promise<void> {
  await recordChange(parts, { path: `sessions.${foldName(person.name)}`, after: what, by: actorOf(person) });
}

export function actorOf({ name, role }: Person): Actor {
  return { kind: 'person', name, role };
}

/** As far as others may know of it. */
export function personOf({ name, role, sites }: Account): Person {
  return { name, role, sites: role === 'administrator' ? EVERY_SITE : sites };
}

function recorded({ name, role, sites, disabled, passwordHash, subject }: Account): object {
  return {
    name,
    role,
    sites,
    disabled,
    hasPassword: passwordHash !== undefined,
    ...(subject === undefined ? {} : { subject }),
  };
}
