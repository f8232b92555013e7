import type { Actor } from '../core/action.ts';
import { Failure } from '../core/failure.ts';
import type { Person } from '../core/person.ts';
import type { Account, Machine } from '../core/ports/account-store.ts';
import type { NewLink, People, PersonEntry } from '../core/ports/identity.ts';
import { changeAccount, keepAccount, personOf, recordChange, type IdentityParts } from './account-changes.ts';
import { makeLink } from './links.ts';
import { parsePersonName } from './person-name.ts';
import { keyHash, newKey } from './random-key.ts';

/** The accounts, as administrators keep them from the console or the command line. */
export class KeptPeople implements People {
  readonly #parts: IdentityParts;

  constructor(parts: IdentityParts) {
    this.#parts = parts;
  }

  people(): readonly PersonEntry[] {
    return this.#parts.store.accounts().map((account) => this.#entry(account));
  }

  async add(person: Person, by: Actor): Promise<NewLink> {
    const { store, clock } = this.#parts;
    const name = parsePersonName(person.name);
    if (store.account(name) !== undefined)
      throw refused(`There is an account "${name}" already.`, 'Choose another name.');
    const account = { ...person, name, disabled: false, createdAtMillis: clock.nowMillis() };
    this.#keepAnAdministrator(account);
    await keepAccount(this.#parts, account, by);
    return makeLink(this.#parts, name);
  }

  async change(name: string, change: Parameters<People['change']>[1], by: Actor): Promise<PersonEntry> {
    const before = this.#known(name);
    const changed = (latest: Account): Account => ({ ...latest, ...change });
    this.#keepAnAdministrator(changed(before));
    const account = await changeAccount(this.#parts, before, changed, by);
    this.#parts.store.endSessionsOf(account.name);
    return this.#entry(account);
  }

  async reset(name: string, by: Actor): Promise<NewLink> {
    const account = await changeAccount(this.#parts, this.#known(name), withoutPassword, by);
    this.#parts.store.endSessionsOf(account.name);
    return makeLink(this.#parts, account.name);
  }

  machines(): readonly Machine[] {
    return this.#parts.store.machines();
  }

  async addMachine({ name: wished, right, sites }: Parameters<People['addMachine']>[0], by: Actor): Promise<string> {
    const { store, clock } = this.#parts;
    const name = parsePersonName(wished);
    if (store.machines().some((machine) => machine.name === name)) {
      throw refused(`There is a token "${name}" already.`, 'Choose another name, or remove it first.');
    }
    const token = newKey();
    await recordChange(this.#parts, { path: `tokens.${name}`, after: { right, sites }, by });
    store.putMachine(keyHash(token), { name, right, sites, createdAtMillis: clock.nowMillis() });
    return token;
  }

  async removeMachine(name: string, by: Actor): Promise<boolean> {
    const machine = this.machines().find((each) => each.name === name);
    if (machine === undefined) return false;
    const { right, sites } = machine;
    await recordChange(this.#parts, { path: `tokens.${name}`, before: { right, sites }, by });
    return this.#parts.store.removeMachine(name);
  }

  #known(name: string): Account {
    const account = this.#parts.store.account(name);
    if (account === undefined)
      throw refused('Nobody has an account of this name.', 'telltale user list shows who has.');
    return account;
  }

  /** Nobody locks everybody out: the change leaves somebody who can take it back. */
  #keepAnAdministrator(changed: Account): void {
    const others = this.#parts.store.accounts().filter(({ name }) => name !== changed.name);
    if ([changed, ...others].some(({ role, disabled }) => role === 'administrator' && !disabled)) return;
    throw refused('No administrator would be left.', 'Make somebody else an administrator first.');
  }

  #entry(account: Account): PersonEntry {
    return {
      ...personOf(account),
      disabled: account.disabled,
      signsIn:
        account.passwordHash !== undefined
          ? 'with a password'
          : account.subject !== undefined
            ? 'elsewhere'
            : 'not yet',
      createdAtMillis: account.createdAtMillis,
      sessions: this.#parts.store.sessionsOf(account.name).length,
    };
  }
}

function withoutPassword({ passwordHash: _passwordHash, ...account }: Account): Account {
  return account;
}

function refused(message: string, remedy: string): Failure {
  return new Failure(message, { reason: 'client', retryable: false, remedy });
}
