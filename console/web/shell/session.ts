import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { ROLES, type Role } from '../../../core/action.ts';
import type { SessionView } from '../../server/administration-schemas.ts';

/** Who sits here. `asking` until the server has said, `nobody` when it wants a sign-in. */
export type SessionState =
  | { readonly state: 'asking' }
  | { readonly state: 'nobody' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'known'; readonly session: SessionView };

const RETRY_MILLIS = 2000;
const UNAUTHORIZED = 401;

/** Asked for once; `askAgain` after signing in or out. */
export function useSessionState(): readonly [SessionState, askAgain: () => void] {
  const [session, setSession] = useState<SessionState>({ state: 'asking' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    let retry: number | undefined;
    askSession(abort.signal).then(setSession, () => {
      if (abort.signal.aborted) return;
      setSession((before) => (before.state === 'known' ? before : { state: 'unreachable' }));
      retry = window.setTimeout(() => setRound((count) => count + 1), RETRY_MILLIS);
    });
    return () => {
      abort.abort();
      window.clearTimeout(retry);
    };
  }, [round]);
  return [session, () => setRound((count) => count + 1)];
}

async function askSession(signal: AbortSignal): Promise<SessionState> {
  const response = await fetch('/api/v1/session', { signal });
  if (response.status === UNAUTHORIZED) return { state: 'nobody' };
  if (!response.ok) throw new Error(`the session was answered with ${response.status}`);
  const session: SessionView = await response.json();
  return { state: 'known', session };
}

export interface SessionHere {
  readonly session: SessionView;
  /** After signing in or out, and after a change of one's own account. */
  readonly askAgain: () => void;
}

const NOBODY: SessionHere = {
  session: { name: '', role: 'operator', sites: [], expiresAt: null },
  askAgain: () => undefined,
};

export const SessionContext = createContext<SessionHere>(NOBODY);

export function useSession(): SessionHere {
  return useContext(SessionContext);
}

export function hasRole({ role }: Pick<SessionView, 'role'>, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
