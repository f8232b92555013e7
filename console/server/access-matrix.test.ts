import { describe, expect, it } from 'vitest';
import type { ReportRequest } from '../../core/ports/alarm-reports.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { PASSWORD, testAccounts } from '../../test/support/accounts.ts';
import type { Access } from './access-rule.ts';
import { ROUTES } from './testing/every-route.ts';
import { serve } from './testing/serve.ts';
import { OTHER, twoSites } from './testing/two-sites.ts';

/** Everybody who may come, once accounts exist; "here" sees one site of two. */
const ASKERS = [
  'stranger',
  'program on this machine',
  'operator here',
  'operator',
  'supervisor here',
  'supervisor',
  'administrator',
  'telemetry token',
  'metrics token',
  'read token here',
  'act token here',
] as const;
type Asker = (typeof ASKERS)[number];

const PEOPLE: readonly Asker[] = ['operator here', 'operator', 'supervisor here', 'supervisor', 'administrator'];
const SEE_ONE_SITE: ReadonlySet<Asker> = new Set([
  'operator here',
  'supervisor here',
  'read token here',
  'act token here',
]);

/** Written by hand, so that it does not follow the code when the code is wrong. */
const LET_IN: Readonly<Record<Access, readonly Asker[]>> = {
  anybody: ASKERS,
  page: ASKERS,
  people: PEOPLE,
  telemetry: ['program on this machine', 'administrator', 'telemetry token'],
  metrics: ['program on this machine', 'administrator', 'metrics token'],
  operator: [...PEOPLE, 'read token here', 'act token here'],
  supervisor: ['supervisor here', 'supervisor', 'administrator'],
  administrator: ['administrator'],
};

interface House {
  readonly url: string;
  readonly asked: ReportRequest[];
  readonly headersOf: (asker: Asker) => Promise<Record<string, string>>;
}

async function houseWithEverybody(): Promise<House> {
  const accounts = testAccounts(systemClock);
  const { identity, people } = accounts;
  const by = { kind: 'person', name: 'test', role: 'administrator' } as const;
  const all = ['*'];
  const here = ['own*'];
  await accounts.signedIn('administrator', 'administrator');
  for (const role of ['operator', 'supervisor'] as const) {
    await accounts.signedIn(role, role, all);
    await accounts.signedIn(`${role} here`, role, here);
  }
  const tokens = {
    'telemetry token': await people.addMachine({ name: 'a', right: 'telemetry', sites: all }, by),
    'metrics token': await people.addMachine({ name: 'b', right: 'metrics', sites: all }, by),
    'read token here': await people.addMachine({ name: 'c', right: 'read', sites: here }, by),
    'act token here': await people.addMachine({ name: 'd', right: 'act', sites: here }, by),
  };
  const asked: ReportRequest[] = [];
  const url = await serve({ ...twoSites(asked), identity });
  const headersOf = async (asker: Asker): Promise<Record<string, string>> => {
    switch (asker) {
      case 'stranger':
        return { 'x-forwarded-for': '203.0.113.9' };
      case 'program on this machine':
        return {};
      case 'telemetry token':
      case 'metrics token':
      case 'read token here':
      case 'act token here':
        return { authorization: `Bearer ${tokens[asker]}` };
      case 'operator here':
      case 'operator':
      case 'supervisor here':
      case 'supervisor':
      case 'administrator': {
        const { key } = await identity.signIn({ name: asker, password: PASSWORD, address: '127.0.0.1' });
        return { cookie: `telltale-session=${key}`, origin: url };
      }
    }
  };
  return { url, asked, headersOf };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function ask(
  { url, headersOf }: House,
  asker: Asker,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const headers = await headersOf(asker);
  const abort = new AbortController();
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    signal: abort.signal,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) {
    return { status: response.status, text: await response.text() };
  }
  const { value } = (await response.body?.getReader().read()) ?? {};
  abort.abort();
  return { status: response.status, text: new TextDecoder().decode(value) };
}

/** Neither let in by a token to change something with `read`, nor refused otherwise than by the rule. */
function isLetIn(asker: Asker, access: Access, method: string): boolean {
  if (asker === 'read token here' && access === 'operator' && method !== 'GET') return false;
  return LET_IN[access].includes(asker);
}

/** The word that stands for the person who asks. */
function forAsker(path: string, asker: Asker): string {
  return path.replace('/roster/me', `/roster/${encodeURIComponent(asker)}`);
}

const TABLE = Object.entries(ROUTES).map(([route, row]) =>
  Object.assign({ route, method: route.split(' ')[0] ?? '' }, row),
);

describe('every route', () => {
  it('stands in the table, with the rule that the server has', async () => {
    const house = await houseWithEverybody();
    const { text } = await ask(house, 'administrator', 'GET', '/openapi.json');
    const { paths }: { paths: Record<string, Record<string, { 'x-telltale-access': Access }>> } = JSON.parse(text);
    const served = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        operation['x-telltale-access'],
      ]),
    );
    const written = TABLE.map(({ route, access }) => [route, access]);
    expect(Object.fromEntries(served)).toEqual(Object.fromEntries(written));
  });

  it.each(TABLE)('$route lets in whom it should and nobody else', async ({ access, method, own, body }) => {
    const house = await houseWithEverybody();
    const cells = await Promise.all(
      ASKERS.map(async (asker) => {
        const { status } = await ask(house, asker, method, forAsker(own, asker), body);
        return [asker, status !== 401 && status !== 403] as const;
      }),
    );
    expect(cells).toEqual(ASKERS.map((asker) => [asker, isLetIn(asker, access, method)]));
  });
});

describe('what belongs to a site', () => {
  const bySite = TABLE.filter(({ other }) => other !== undefined);

  it.each(bySite)(
    'is kept by $route from those who do not see the site',
    async ({ access, method, own, body, other }) => {
      const house = await houseWithEverybody();
      for (const asker of ASKERS.filter((each) => isLetIn(each, access, method))) {
        const seesIt = !SEE_ONE_SITE.has(asker);
        if (other === 'hidden') {
          const { text } = await ask(house, asker, method, own, body);
          expect([asker, text.includes('own'), text.includes(OTHER)]).toEqual([asker, true, seesIt]);
        } else if (other !== undefined) {
          const { status } = await ask(house, asker, method, other.path, other.body);
          expect([asker, status === 404]).toEqual([asker, !seesIt]);
          expect((await ask(house, asker, method, own, body)).status).not.toBe(404);
        }
      }
    },
  );

  it('is as unknown as what does not exist', async () => {
    const house = await houseWithEverybody();
    const hidden = await ask(house, 'operator here', 'GET', `/api/v1/events/${OTHER}`);
    const missing = await ask(house, 'operator here', 'GET', '/api/v1/events/MISSING');
    expect(hidden).toEqual({ ...missing, text: missing.text.replaceAll('MISSING', OTHER) });
  });

  it('cannot be merged into from outside', async () => {
    const house = await houseWithEverybody();
    const body = { kind: 'merge', intoEventId: OTHER };
    expect((await ask(house, 'operator here', 'POST', '/api/v1/events/own/actions', body)).status).toBe(404);
    expect((await ask(house, 'operator', 'POST', '/api/v1/events/own/actions', body)).status).toBe(200);
  });

  it('is left out of reports', async () => {
    const house = await houseWithEverybody();
    for (const asker of ['supervisor here', 'supervisor', 'administrator'] as const) {
      await ask(house, asker, 'GET', '/api/v1/report');
      await ask(house, asker, 'GET', '/report');
    }
    const sites = house.asked.map(({ sites }) => sites);
    expect(sites).toEqual([['own*'], ['own*'], ['*'], ['*'], undefined, undefined]);
  });
});

describe('the roster', () => {
  it('lets operators sign only themselves on and off, and supervisors anybody', async () => {
    const house = await houseWithEverybody();
    for (const method of ['PUT', 'DELETE']) {
      expect((await ask(house, 'operator', method, '/api/v1/roster/Jana')).status).toBe(403);
      expect((await ask(house, 'supervisor', method, '/api/v1/roster/Jana')).status).toBeLessThan(300);
    }
  });
});
