import type { Identity } from '../../core/ports/identity.ts';
import type { FollowAsker } from './stream-route.ts';

/** Sessions end in several ways and in several processes; asking is simpler than being told. */
const CHECK_MILLIS = 1000;

/**
 * Ends a stream when the session of whoever opened it has ended, or shows another role or other sites than it began with.
 * An open page counts as use: nobody is signed out of a queue they are watching. Without accounts it ends with the first one.
 */
export function followSession(identity: Identity): FollowAsker {
  return ({ asker }, onEnd) => {
    const mayGoOn = (): boolean => {
      if (asker?.kind !== 'person') return asker?.kind === 'machine';
      if (asker.signedIn === undefined) return !identity.hasAccounts();
      const now = identity.session(asker.signedIn.key, true)?.person;
      return now !== undefined && JSON.stringify(now) === JSON.stringify(asker.person);
    };
    const timer = setInterval(() => {
      if (mayGoOn()) return;
      clearInterval(timer);
      onEnd();
    }, CHECK_MILLIS);
    return () => clearInterval(timer);
  };
}
