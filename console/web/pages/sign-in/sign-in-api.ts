import type { SessionView, SignInView } from '../../../server/administration-schemas.ts';
import { ask, askForNothing } from '../../api.ts';

export async function howToSignIn(signal: AbortSignal): Promise<SignInView> {
  return await ask<SignInView>('/api/v1/sign-in', { signal });
}

export async function signIn(name: string, password: string): Promise<void> {
  await ask<SessionView>('/api/v1/session', jsonOf('POST', { name, password }));
}

export async function acceptInvitation(name: string | undefined, password: string): Promise<void> {
  await ask<SessionView>('/api/v1/invitation', jsonOf('POST', { name, password }));
}

export async function signOut(everywhere: boolean): Promise<void> {
  await askForNothing(everywhere ? '/api/v1/sessions' : '/api/v1/session', { method: 'DELETE' });
}

/** Every other session of this person ends. */
export async function changePassword(old: string, wished: string): Promise<void> {
  await askForNothing('/api/v1/session/password', jsonOf('PUT', { old, new: wished }));
}

function jsonOf(method: string, body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
