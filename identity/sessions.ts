import type { Account } from '../core/ports/account-store.ts';
import type { Session, SignedIn } from '../core/ports/identity.ts';
import { personOf, recordSignIn, type IdentityParts } from './account-changes.ts';
import { keyHash, newKey } from './random-key.ts';

export interface SessionLimits {
  readonly idleMillis: number;
  readonly absoluteMillis: number;
}

/** Use is written down no more often than this: a write a request would be one a key press. */
const SEEN_STEP_MILLIS = 30_000;

/** Sessions are kept by the server; the browser has nothing but a random key. A restart ends none. */
export class Sessions {
  readonly #parts: IdentityParts;
  readonly #limits: SessionLimits;

  constructor(parts: IdentityParts, limits: SessionLimits) {
    this.#parts = parts;
    this.#limits = limits;
  }

  /** Always with a new key, so that none that was known before the sign-in is worth anything after it. */
  async begin(account: Account, address: string, how: string): Promise<SignedIn> {
    const { store, clock } = this.#parts;
    await recordSignIn(this.#parts, account, { event: 'signed in', how, address });
    const key = newKey();
    const beganAtMillis = clock.nowMillis();
    const expiresAtMillis = beganAtMillis + this.#limits.absoluteMillis;
    store.putSession({
      keyHash: keyHash(key),
      account: account.name,
      address,
      beganAtMillis,
      seenAtMillis: beganAtMillis,
      expiresAtMillis,
    });
    return { key, session: { person: personOf(account), beganAtMillis, expiresAtMillis } };
  }

  find(key: string, isUse: boolean): Session | undefined {
    const { store, clock } = this.#parts;
    const hash = keyHash(key);
    const kept = store.session(hash);
    if (kept === undefined) return undefined;
    const nowMillis = clock.nowMillis();
    const isOver = nowMillis >= kept.expiresAtMillis || nowMillis - kept.seenAtMillis >= this.#limits.idleMillis;
    const account = isOver ? undefined : store.account(kept.account);
    if (account === undefined || account.disabled) {
      store.endSession(hash);
      return undefined;
    }
    if (isUse && nowMillis - kept.seenAtMillis >= SEEN_STEP_MILLIS) store.sessionSeen(hash, nowMillis);
    return { person: personOf(account), beganAtMillis: kept.beganAtMillis, expiresAtMillis: kept.expiresAtMillis };
  }

  async end(key: string): Promise<void> {
    const session = this.find(key, false);
    if (session === undefined) return;
    this.#parts.store.endSession(keyHash(key));
    await recordSignIn(this.#parts, session.person, { event: 'signed out' });
  }
}
