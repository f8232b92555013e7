import type { Actor } from '../core/action.ts';
import { Failure } from '../core/failure.ts';
import { EVERY_SITE, foldName } from '../core/person.ts';
import type { Account, KeptLink, Machine } from '../core/ports/account-store.ts';
import type { Identity, Invitation, Session, SignedIn } from '../core/ports/identity.ts';
import { actorOf, changeAccount, recordAccount, recordChange, type IdentityParts } from './account-changes.ts';
import { LockOut } from './lock-out.ts';
import type { PasswordHasher } from './password-hash.ts';
import { refuseWeakPassword } from './password-rules.ts';
import { parsePersonName } from './person-name.ts';
import { keyHash } from './random-key.ts';
import { Sessions, type SessionLimits } from './sessions.ts';

export interface AccountIdentityOptions extends IdentityParts {
  readonly hasher: PasswordHasher;
  readonly sessionLimits: SessionLimits;
  readonly onRefused: (what: { readonly name: string; readonly address: string; readonly reason: string }) => void;
}

/** Who the accounts say is asking. */
export class AccountIdentity implements Identity {
  readonly sessions: Sessions;
  readonly #options: AccountIdentityOptions;
  readonly #lockOut: LockOut;

  constructor(options: AccountIdentityOptions) {
    this.#options = options;
    this.sessions = new Sessions(options, options.sessionLimits);
    this.#lockOut = new LockOut(options.clock);
  }

  hasAccounts(): boolean {
    return this.#options.store.hasAccounts();
  }

  async signIn({ name, password, address }: Parameters<Identity['signIn']>[0]): Promise<SignedIn> {
    return await this.sessions.begin(await this.#verified(name, password, address), address, 'password');
  }

  session(key: string, isUse: boolean): Session | undefined {
    return this.sessions.find(key, isUse);
  }

  async signOut(key: string): Promise<void> {
    await this.sessions.end(key);
  }

  async signOutEverywhere(name: string, by: Actor): Promise<void> {
    this.#options.store.endSessionsOf(name);
    await recordChange(this.#options, {
      path: `sessions.${foldName(name)}`,
      after: { event: 'every session ended' },
      by,
    });
  }

  async changePassword(wish: Parameters<Identity['changePassword']>[0]): Promise<SignedIn> {
    const account = await this.#verified(wish.name, wish.old, wish.address);
    return await this.#setPassword(account, wish.new, wish.address);
  }

  invitation(key: string): Invitation | undefined {
    const link = this.#validLink(key);
    if (link === undefined) return undefined;
    return link.account === undefined ? {} : { name: this.#accountOf(link)?.name ?? link.account };
  }

  async acceptInvitation({
    key,
    name,
    password,
    address,
  }: Parameters<Identity['acceptInvitation']>[0]): Promise<SignedIn> {
    const link = this.#validLink(key);
    if (link === undefined) throw badLink();
    const account = this.#accountOf(link) ?? this.#firstAdministrator(parsePersonName(name));
    refuseWeakPassword(password, account.name);
    const passwordHash = await this.#options.hasher.hash(password);
    if (!this.#options.store.useLink(link.keyHash)) throw badLink();
    const changed = await this.#keepPassword(account, passwordHash, link.account === undefined);
    this.#options.store.endSessionsOf(account.name);
    return await this.sessions.begin(changed, address, 'link');
  }

  machine(token: string): Machine | undefined {
    return this.#options.store.machine(keyHash(token));
  }

  /** The account, if the password is right; takes as long when there is none. */
  async #verified(name: string, password: string, address: string): Promise<Account> {
    const { store, hasher } = this.#options;
    const folded = foldName(name);
    try {
      this.#lockOut.begin(folded, address);
    } catch (cause) {
      this.#options.onRefused({ name, address, reason: 'locked out' });
      throw cause;
    }
    const account = store.account(folded);
    const matches = await hasher.matches(password, account?.passwordHash);
    if (account?.passwordHash === undefined || !matches || account.disabled) {
      this.#options.onRefused({ name, address, reason: 'wrong name or password' });
      throw wrongNameOrPassword();
    }
    this.#lockOut.succeeded(folded, address);
    if (hasher.isOutdated(account.passwordHash)) {
      const passwordHash = await hasher.hash(password);
      store.putAccount({ ...(store.account(folded) ?? account), passwordHash });
    }
    return account;
  }

  async #setPassword(account: Account, password: string, address: string): Promise<SignedIn> {
    const { store, hasher } = this.#options;
    refuseWeakPassword(password, account.name);
    const changed = await this.#keepPassword(account, await hasher.hash(password), false);
    store.endSessionsOf(account.name);
    return await this.sessions.begin(changed, address, 'new password');
  }

  async #keepPassword(account: Account, passwordHash: string, isFirst: boolean): Promise<Account> {
    const by = actorOf(account);
    if (!isFirst) return await changeAccount(this.#options, account, (latest) => ({ ...latest, passwordHash }), by);
    const first = { ...account, passwordHash };
    await recordAccount(this.#options, first, by);
    if (!this.#options.store.putFirstAccount(first)) throw badLink();
    return first;
  }

  #validLink(key: string): KeptLink | undefined {
    const link = this.#options.store.link(keyHash(key));
    if (link === undefined || link.expiresAtMillis <= this.#options.clock.nowMillis()) return undefined;
    if (link.account === undefined) return this.hasAccounts() ? undefined : link;
    return this.#accountOf(link)?.disabled === false ? link : undefined;
  }

  #accountOf({ account }: KeptLink): Account | undefined {
    return account === undefined ? undefined : this.#options.store.account(account);
  }

  #firstAdministrator(name: string): Account {
    const createdAtMillis = this.#options.clock.nowMillis();
    return { name, role: 'administrator', sites: EVERY_SITE, disabled: false, createdAtMillis };
  }
}

function wrongNameOrPassword(): Failure {
  return new Failure('Wrong name or password.', {
    reason: 'authentication',
    retryable: false,
    remedy: 'Check both. An administrator can make a link that sets a new password: telltale user reset.',
  });
}

function badLink(): Failure {
  return new Failure('This link has been used or is too old.', {
    reason: 'authentication',
    retryable: false,
    remedy: 'Ask for a new one: telltale user reset on the machine that runs Telltale.',
  });
}
