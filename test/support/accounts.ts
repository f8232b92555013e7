import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Role } from '../../core/action.ts';
import type { AuditEntry } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { AccountIdentity } from '../../identity/account-identity.ts';
import { KeptPeople } from '../../identity/kept-people.ts';
import { makeLink } from '../../identity/links.ts';
import { PasswordHasher } from '../../identity/password-hash.ts';
import { openAccountStore, type SqliteAccountStore } from '../../storage/identity/sqlite-account-store.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const PASSWORD = 'correct horse battery staple';

export interface TestAccounts {
  readonly store: SqliteAccountStore;
  readonly identity: AccountIdentity;
  readonly people: KeptPeople;
  /** What was written to the audit trail. */
  readonly recorded: AuditEntry[];
  readonly refused: { readonly name: string; readonly reason: string }[];
  /** Makes an account with the password and signs in; resolves with the key of the session. */
  readonly signedIn: (name: string, role: Role, sites?: readonly string[]) => Promise<string>;
  /** Key of the link that makes the first administrator. */
  readonly firstLink: () => string;
}

const IDLE_MILLIS = 60 * 60_000;
const ABSOLUTE_MILLIS = 12 * 60 * 60_000;

/** Real accounts in a file of their own until the test ends, with a cost that suits tests. */
export function testAccounts(clock: Clock): TestAccounts {
  const store = openAccountStore(join(temporaryFolder(), 'accounts.db'));
  onTestFinished(() => store.stop());
  const recorded: AuditEntry[] = [];
  const refused: { readonly name: string; readonly reason: string }[] = [];
  const audit = { append: async (entries: readonly AuditEntry[]) => void recorded.push(...entries) };
  const parts = { store, audit, clock };
  const identity = new AccountIdentity({
    ...parts,
    hasher: new PasswordHasher({ log2N: 4, r: 8, p: 1 }),
    sessionLimits: { idleMillis: IDLE_MILLIS, absoluteMillis: ABSOLUTE_MILLIS },
    onRefused: (what) => void refused.push(what),
  });
  const people = new KeptPeople(parts);
  const by = { kind: 'person', name: 'test', role: 'administrator' } as const;
  const signedIn: TestAccounts['signedIn'] = async (name, role, sites = ['*']) => {
    const first = { name: 'root', role: 'administrator', sites: ['*'] } as const;
    if (!identity.hasAccounts() && role !== 'administrator') await people.add(first, by);
    const { key } = await people.add({ name, role, sites }, by);
    return (await identity.acceptInvitation({ key, name, password: PASSWORD, address: '127.0.0.1' })).key;
  };
  return { store, identity, people, recorded, refused, signedIn, firstLink: () => makeLink({ store, clock }).key };
}
