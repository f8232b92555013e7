import { describe, expect, it } from 'vitest';
import { Secret } from '../core/secret.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { testAccounts } from '../test/support/accounts.ts';
import { followTo, OIDC_CLIENT, startOidcIssuer } from '../test/support/oidc-issuer.ts';
import { OidcSignIn } from './oidc-sign-in.ts';

const CALLBACK = 'http://127.0.0.1:1/sign-in/outside/callback';
const BY = { kind: 'person', name: 'test', role: 'administrator' } as const;

async function start() {
  const issuer = await startOidcIssuer(CALLBACK);
  const accounts = testAccounts(systemClock);
  await accounts.people.add({ name: 'root', role: 'administrator', sites: [] }, BY);
  await accounts.people.add({ name: 'Jana', role: 'operator', sites: ['lab'] }, BY);
  const oidc = new OidcSignIn({
    store: accounts.store,
    audit: { append: async (entries) => void accounts.recorded.push(...entries) },
    clock: systemClock,
    settings: {
      issuer: issuer.url,
      clientId: OIDC_CLIENT.id,
      clientSecret: new Secret(OIDC_CLIENT.secret),
      label: 'Company',
      nameClaim: 'preferred_username',
    },
    sessions: accounts.identity.sessions,
    onRefused: (what) => void accounts.refused.push(what),
  });
  const signIn = async () => {
    const { url, state } = await oidc.begin(CALLBACK);
    const callbackUrl = await followTo(CALLBACK, url);
    return await oidc.finish({ state, callbackUrl, address: '127.0.0.1' });
  };
  return { ...accounts, issuer, oidc, signIn };
}

describe('signing in at an OpenID Connect issuer', () => {
  it('opens a session of the account with that name, and binds it to the subject', async () => {
    const { issuer, signIn, store, identity } = await start();
    issuer.signsIn('subject-1', 'JANA');
    const { key, session } = await signIn();
    expect(session.person).toEqual({ name: 'Jana', role: 'operator', sites: ['lab'] });
    expect(identity.session(key, true)?.person.name).toBe('Jana');
    expect(store.account('jana')?.subject).toBe(`${issuer.url} subject-1`);
    issuer.signsIn('subject-1', 'Jana Married');
    expect((await signIn()).session.person.name).toBe('Jana');
  });

  it('refuses who has no account, and who has taken over the name of somebody', async () => {
    const { issuer, signIn, refused } = await start();
    issuer.signsIn('subject-9', 'mallory');
    await expect(signIn()).rejects.toMatchObject({ reason: 'authentication' });
    issuer.signsIn('subject-1', 'Jana');
    await signIn();
    issuer.signsIn('subject-9', 'Jana');
    await expect(signIn()).rejects.toMatchObject({ reason: 'authentication' });
    expect(refused.map(({ name }) => name)).toEqual(['mallory', 'Jana']);
  });

  it('refuses a disabled account', async () => {
    const { issuer, signIn, people } = await start();
    issuer.signsIn('subject-1', 'Jana');
    await people.change('Jana', { disabled: true }, BY);
    await expect(signIn()).rejects.toMatchObject({ reason: 'authentication' });
  });

  it('refuses an answer that was not asked for in this browser', async () => {
    const { issuer, oidc } = await start();
    issuer.signsIn('subject-1', 'Jana');
    const theirs = await oidc.begin(CALLBACK);
    const mine = await oidc.begin(CALLBACK);
    const callbackUrl = await followTo(CALLBACK, theirs.url);
    const swapped = oidc.finish({ state: mine.state, callbackUrl, address: '127.0.0.1' });
    await expect(swapped).rejects.toMatchObject({ reason: 'authentication' });
    await expect(oidc.finish({ state: '', callbackUrl, address: '' })).rejects.toMatchObject({
      reason: 'authentication',
    });
  });
});
