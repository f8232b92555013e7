import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualTime } from '../../test/support/manual-time.ts';
import { PASSWORD, testAccounts, type TestAccounts } from '../../test/support/accounts.ts';
import { until } from '../../test/support/until.ts';
import { deskWith, serve } from './testing/serve.ts';

const HOUR_MILLIS = 3_600_000;
const BY = { kind: 'person', name: 'test', role: 'administrator' } as const;

interface House extends TestAccounts {
  readonly url: string;
  readonly time: ManualTime;
}

async function start(
  settings: { readonly trustedProxies?: readonly string[]; readonly publicUrl?: string } = {},
): Promise<House> {
  const time = new ManualTime();
  const accounts = testAccounts(time);
  const url = await serve({
    identity: accounts.identity,
    people: accounts.people,
    clock: time,
    ...deskWith({ openEvents: () => [], onChange: () => () => undefined }),
    ...settings,
  });
  return { ...accounts, url, time };
}

async function send(
  url: string,
  method: string,
  path: string,
  options: { readonly body?: object; readonly headers?: Record<string, string> } = {},
): Promise<Response> {
  const { body, headers } = options;
  return await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function signIn(
  url: string,
  name: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return await send(url, 'POST', '/api/v1/session', { body: { name, password }, headers });
}

/** Name and value of the cookie an answer sets. */
function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function who(url: string, cookie: string): Promise<number> {
  return (await send(url, 'GET', '/api/v1/session', { headers: { cookie } })).status;
}

describe('signing in', () => {
  it('sets a cookie that no script and no other site gets', async () => {
    const { url, signedIn } = await start();
    await signedIn('Jana', 'operator', ['lab*']);
    const response = await signIn(url, 'JANA', PASSWORD, { origin: url });
    expect(await response.json()).toMatchObject({ name: 'Jana', role: 'operator', sites: ['lab*'] });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^telltale-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await who(url, cookieOf(response))).toBe(200);
    expect(await who(url, 'telltale-session=guess')).toBe(401);
  });

  it('keeps the cookie to TLS behind a proxy that may say so, and believes nobody else', async () => {
    const behind = await start({ trustedProxies: ['127.0.0.1'] });
    await behind.signedIn('Jana', 'operator');
    const forwarded = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'desk.example',
      origin: 'https://desk.example',
    };
    const response = await signIn(behind.url, 'Jana', PASSWORD, forwarded);
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-telltale-session=.*; Secure/);
    const bare = await start();
    await bare.signedIn('Jana', 'operator');
    expect((await signIn(bare.url, 'Jana', PASSWORD, forwarded)).status).toBe(403);
    const { origin: _origin, ...lies } = forwarded;
    expect((await signIn(bare.url, 'Jana', PASSWORD, lies)).headers.getSetCookie()[0]).not.toContain('Secure');
  });

  it('answers alike whether the name, the password or the account is wrong', async () => {
    const { url, people, signedIn } = await start();
    await signedIn('Jana', 'operator');
    await signedIn('Gone', 'operator');
    await people.change('Gone', { disabled: true }, BY);
    const answers = await Promise.all(
      [['Jana', 'wrong'] as const, ['Nobody', PASSWORD] as const, ['Gone', PASSWORD] as const].map(
        async ([name, password]) => {
          const response = await signIn(url, name, password);
          return [response.status, await response.text(), response.headers.getSetCookie()] as const;
        },
      ),
    );
    expect(answers[0]?.[0]).toBe(401);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is locked after five wrong tries for who exists and who does not, until a quarter of an hour has passed', async () => {
    const { url, time, signedIn } = await start();
    await signedIn('Jana', 'operator');
    const answers: unknown[] = [];
    for (const name of ['Jana', 'Nobody']) {
      const tries = [];
      for (let count = 0; count < 6; count += 1) tries.push((await signIn(url, name, 'wrong')).status);
      const locked = await signIn(url, name, PASSWORD);
      answers.push([tries, locked.status, locked.headers.get('retry-after'), await locked.text()]);
    }
    expect(answers[0]).toEqual([[401, 401, 401, 401, 401, 429], 429, '900', expect.any(String)]);
    expect(answers[1]).toEqual(answers[0]);
    await time.pass(HOUR_MILLIS / 4);
    expect((await signIn(url, 'Jana', PASSWORD)).status).toBe(200);
  });

  it('is not more tries when they come all at once', async () => {
    const { url, signedIn } = await start();
    await signedIn('Jana', 'operator');
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await signIn(url, 'Jana', 'wrong')).status),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  });
});

describe('a session', () => {
  it('ends when it is idle, and at last whatever happens', async () => {
    const { url, time, signedIn } = await start();
    const cookie = `telltale-session=${await signedIn('Jana', 'operator')}`;
    for (let hour = 0.5; hour < 12; hour += 0.5) {
      await time.pass(HOUR_MILLIS / 2);
      expect(await who(url, cookie)).toBe(200);
    }
    await time.pass(HOUR_MILLIS / 2);
    expect(await who(url, cookie)).toBe(401);
    const idle = `telltale-session=${await signedIn('Eva', 'operator')}`;
    await time.pass(HOUR_MILLIS);
    expect(await who(url, idle)).toBe(401);
  });

  it('ends here when one signs out, and everywhere when one asks for that', async () => {
    const { url, identity, signedIn } = await start();
    await signedIn('Jana', 'operator');
    const again = async () =>
      `telltale-session=${(await identity.signIn({ name: 'Jana', password: PASSWORD, address: '' })).key}`;
    const [first, second, third] = [await again(), await again(), await again()];
    const out = async (path: string, cookie: string) =>
      (await send(url, 'DELETE', path, { headers: { cookie, origin: url } })).status;
    expect(await out('/api/v1/session', first)).toBe(204);
    expect([await who(url, first), await who(url, second)]).toEqual([401, 200]);
    expect(await out('/api/v1/sessions', second)).toBe(204);
    expect([await who(url, second), await who(url, third)]).toEqual([401, 401]);
  });

  it.each([
    ['disabled', { disabled: true }],
    ['given another role', { role: 'supervisor' }],
    ['given other sites', { sites: ['roof'] }],
  ] as const)('ends when the person is %s', async (_name, change) => {
    const { url, people, signedIn } = await start();
    const cookie = `telltale-session=${await signedIn('Jana', 'operator')}`;
    await people.change('Jana', change, BY);
    expect(await who(url, cookie)).toBe(401);
  });

  it('ends everywhere else when the password is changed, which needs the old one', async () => {
    const { url, signedIn } = await start();
    const cookie = `telltale-session=${await signedIn('Jana', 'operator')}`;
    const headers = { cookie, origin: url };
    const change = async (old: string, wished: string) =>
      await send(url, 'PUT', '/api/v1/session/password', { headers, body: { old, new: wished } });
    expect((await change('wrong', 'four words that differ')).status).toBe(401);
    expect((await change(PASSWORD, 'jana12345678')).status).toBe(400);
    const changed = await change(PASSWORD, 'four words that differ');
    expect(changed.status).toBe(200);
    expect([await who(url, cookie), await who(url, cookieOf(changed))]).toEqual([401, 200]);
  });

  it('that ends takes its streams with it', async () => {
    const { url, identity, signedIn } = await start();
    const key = await signedIn('Jana', 'operator');
    const response = await fetch(`${url}/api/v1/stream`, { headers: { cookie: `telltale-session=${key}` } });
    const reader = response.body?.getReader();
    await reader?.read();
    await identity.signOut(key);
    const readOn = async (): Promise<void> => {
      while ((await reader?.read())?.done === false);
    };
    await expect(readOn()).rejects.toThrow();
  });

  it('is not ended by a page that stands open, which uses it', async () => {
    const { url, time, store, signedIn } = await start();
    const cookie = `telltale-session=${await signedIn('Jana', 'operator')}`;
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    await fetch(`${url}/api/v1/stream`, { headers: { cookie }, signal: abort.signal });
    await time.pass(HOUR_MILLIS - 1000);
    await until('the stream has used the session', () => {
      const [kept] = store.sessionsOf('Jana');
      return kept !== undefined && kept.seenAtMillis > kept.beganAtMillis;
    });
    await time.pass(2000);
    expect(await who(url, cookie)).toBe(200);
  });
});

describe('a page of another origin', () => {
  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['no origin at all', {}],
    ['an opaque origin', { origin: 'null' }],
    ['a sister site, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('cannot act with the cookie: %s', async (_name, origin: Record<string, string>) => {
    const { url, signedIn } = await start();
    const cookie = `telltale-session=${await signedIn('Jana', 'operator')}`;
    expect((await send(url, 'DELETE', '/api/v1/session', { headers: { cookie, ...origin } })).status).toBe(403);
    expect(await who(url, cookie)).toBe(200);
  });

  it('cannot follow the stream', async () => {
    const { url, signedIn } = await start();
    const cookie = `telltale-session=${await signedIn('Jana', 'operator')}`;
    for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await send(url, 'GET', '/api/v1/stream', { headers: { cookie, ...headers } })).status).toBe(403);
    }
  });

  it('cannot sign somebody in', async () => {
    const { url, signedIn } = await start();
    await signedIn('Jana', 'operator');
    expect((await signIn(url, 'Jana', PASSWORD, { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('is ours when it has the public address', async () => {
    const { url, signedIn } = await start({ publicUrl: 'https://desk.example/' });
    await signedIn('Jana', 'operator');
    expect((await signIn(url, 'Jana', PASSWORD, { origin: 'https://desk.example' })).status).toBe(200);
  });
});

describe('a link that sets a password', () => {
  const elsewhere = { 'x-forwarded-for': '203.0.113.9' };

  it('lets somebody on another machine make the first administrator, once', async () => {
    const { url, firstLink } = await start();
    expect((await send(url, 'GET', '/api/v1/sign-in', { headers: elsewhere })).status).toBe(403);
    const key = firstLink();
    const followed = await send(url, 'GET', `/welcome/${key}`, { headers: elsewhere });
    expect([followed.status, followed.headers.get('location')]).toEqual([303, '/#/welcome']);
    const headers = { ...elsewhere, cookie: cookieOf(followed), origin: url };
    const how = await send(url, 'GET', '/api/v1/sign-in', { headers });
    expect(await how.json()).toEqual({ accounts: false, invitation: { name: null }, outside: null });
    const set = async (name: string) =>
      await send(url, 'POST', '/api/v1/invitation', { headers, body: { name, password: PASSWORD } });
    expect((await set('telltale')).status).toBe(400);
    const made = await set('Maria');
    expect(await made.json()).toMatchObject({ name: 'Maria', role: 'administrator' });
    expect((await set('Second')).status).toBe(401);
    expect((await send(url, 'GET', `/welcome/${key}`)).status).toBe(404);
    expect((await send(url, 'GET', '/api/v1/events', { headers: {} })).status).toBe(401);
    expect((await send(url, 'GET', '/api/v1/people', { headers: { cookie: cookieOf(made) } })).status).toBe(200);
  });

  it('is void after a day, after use, and when a newer one was made', async () => {
    const { url, people, time, signedIn } = await start();
    await signedIn('Jana', 'operator');
    const { key: older } = await people.reset('Jana', BY);
    const { key: newer } = await people.reset('Jana', BY);
    const follow = async (key: string) => (await send(url, 'GET', `/welcome/${key}`)).status;
    expect([await follow(older), await follow(newer), await follow('guess')]).toEqual([404, 303, 404]);
    await time.pass(24 * HOUR_MILLIS);
    expect(await follow(newer)).toBe(404);
  });

  it('refuses a weak password and stays usable', async () => {
    const { url, people, signedIn } = await start();
    await signedIn('Jana', 'operator');
    const { key } = await people.reset('Jana', BY);
    const headers = { cookie: cookieOf(await send(url, 'GET', `/welcome/${key}`)), origin: url };
    for (const [password, status] of [
      ['short', 400],
      ['jana jana jana', 400],
      [PASSWORD, 200],
    ] as const) {
      expect((await send(url, 'POST', '/api/v1/invitation', { headers, body: { password } })).status).toBe(status);
    }
  });
});

describe('who asks too much', () => {
  it('is told to wait, and nobody else is', async () => {
    const { url, signedIn } = await start();
    const cookie = `telltale-session=${await signedIn('Jana', 'operator')}`;
    const other = `telltale-session=${await signedIn('Eva', 'operator')}`;
    const statuses = [];
    for (let count = 0; count < 505; count += 1) statuses.push(await who(url, cookie));
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(await who(url, other)).toBe(200);
  });
});
