import type { AccountStore } from '../core/ports/account-store.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { NewLink } from '../core/ports/identity.ts';
import { keyHash, newKey } from './random-key.ts';

const LINK_MILLIS = 24 * 3_600_000;

/** A link that sets the password of the account once, or makes the first administrator where none is named. */
export function makeLink(
  { store, clock }: { readonly store: AccountStore; readonly clock: Clock },
  account?: string,
): NewLink {
  const key = newKey();
  const expiresAtMillis = clock.nowMillis() + LINK_MILLIS;
  store.putLink({ keyHash: keyHash(key), ...(account === undefined ? {} : { account }), expiresAtMillis });
  return { key, expiresAtMillis };
}
