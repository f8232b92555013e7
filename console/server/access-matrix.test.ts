import { describe, expect, it } from 'vitest';
import type { ReportRequest } from '../../core/ports/alarm-reports.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { PASSWORD, testAccounts } from '../../test/support/accounts.ts';
import type { Access } from './access-rule.ts';
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

interface Row {
  readonly access: Access;
  /** An address that the route answers, about the site that everybody sees. */
  readonly own: string;
  readonly body?: unknown;
  /** The same about the other site: `hidden` in the answer to own, or this address is not found. Absent where no site is involved. */
  readonly other?: 'hidden' | { readonly path: string; readonly body?: unknown };
}

const OTHER_SITE = encodeURIComponent(`${OTHER} site`);
const TEST = { reason: 'drill', until: '2030-01-01T00:00:00Z' };

/** Every route there is. A new one fails the test until it stands here: with who may use it, and whose objects they see. */
const ROUTES: Readonly<Record<string, Row>> = {
  'GET /healthz': { access: 'anybody', own: '/healthz' },
  'GET /readyz': { access: 'anybody', own: '/readyz' },
  'GET /metrics': { access: 'metrics', own: '/metrics' },
  'GET /probe': { access: 'metrics', own: '/probe?target=own' },
  'GET /probe/targets': { access: 'metrics', own: '/probe/targets' },
  'GET /openapi.json': { access: 'operator', own: '/openapi.json' },
  'GET /asyncapi.json': { access: 'operator', own: '/asyncapi.json' },
  'GET /api/v1/status': { access: 'operator', own: '/api/v1/status' },
  'GET /api/v1/health': { access: 'supervisor', own: '/api/v1/health' },
  'GET /api/v1/stream': { access: 'operator', own: '/api/v1/stream', other: 'hidden' },
  'GET /api/v1/events': { access: 'operator', own: '/api/v1/events', other: 'hidden' },
  'GET /api/v1/events/{id}': {
    access: 'operator',
    own: '/api/v1/events/own',
    other: { path: `/api/v1/events/${OTHER}` },
  },
  'GET /api/v1/events/{id}/signals': {
    access: 'operator',
    own: '/api/v1/events/own/signals',
    other: { path: `/api/v1/events/${OTHER}/signals` },
  },
  'POST /api/v1/events/{id}/actions': {
    access: 'operator',
    own: '/api/v1/events/own/actions',
    body: { kind: 'take' },
    other: { path: `/api/v1/events/${OTHER}/actions`, body: { kind: 'take' } },
  },
  'GET /api/v1/series': { access: 'operator', own: '/api/v1/series', other: 'hidden' },
  'GET /api/v1/history': {
    access: 'operator',
    own: `/api/v1/history?series=${encodeURIComponent('m{site=own site}')}`,
    other: { path: `/api/v1/history?series=${encodeURIComponent(`m{site=${OTHER} site}`)}` },
  },
  'GET /api/v1/sites': { access: 'operator', own: '/api/v1/sites', other: 'hidden' },
  'GET /api/v1/site-tests': { access: 'operator', own: '/api/v1/site-tests', other: 'hidden' },
  'PUT /api/v1/site-tests/{site}': {
    access: 'operator',
    own: '/api/v1/site-tests/own%20site',
    body: TEST,
    other: { path: `/api/v1/site-tests/${OTHER_SITE}`, body: TEST },
  },
  'DELETE /api/v1/site-tests/{site}': {
    access: 'operator',
    own: '/api/v1/site-tests/own%20site',
    other: { path: `/api/v1/site-tests/${OTHER_SITE}` },
  },
  'GET /api/v1/search': { access: 'operator', own: '/api/v1/search', other: 'hidden' },
  'GET /api/v1/search.csv': { access: 'operator', own: '/api/v1/search.csv', other: 'hidden' },
  'GET /api/v1/site-names': { access: 'operator', own: '/api/v1/site-names', other: 'hidden' },
  'GET /api/v1/sites/{site}': {
    access: 'operator',
    own: '/api/v1/sites/own%20site',
    other: { path: `/api/v1/sites/${OTHER_SITE}` },
  },
  'GET /api/v1/sites/{site}/plan': {
    access: 'operator',
    own: '/api/v1/sites/own%20site/plan',
    other: { path: `/api/v1/sites/${OTHER_SITE}/plan` },
  },
  'GET /api/v1/sites/{site}/sensors/{sensor}/still': {
    access: 'operator',
    own: '/api/v1/sites/own%20site/sensors/door/still',
    other: { path: `/api/v1/sites/${OTHER_SITE}/sensors/door/still` },
  },
  'GET /api/v1/roster': { access: 'operator', own: '/api/v1/roster', other: 'hidden' },
  'PUT /api/v1/roster/{person}': { access: 'people', own: '/api/v1/roster/me' },
  'DELETE /api/v1/roster/{person}': { access: 'people', own: '/api/v1/roster/me' },
  'GET /api/v1/board': { access: 'supervisor', own: '/api/v1/board', other: 'hidden' },
  'GET /api/v1/hand-overs': { access: 'operator', own: '/api/v1/hand-overs' },
  'POST /api/v1/hand-overs': { access: 'people', own: '/api/v1/hand-overs', body: { to: 'x' } },
  'POST /api/v1/hand-overs/{id}/answer': {
    access: 'people',
    own: '/api/v1/hand-overs/x/answer',
    body: { state: 'accepted' },
  },
  'GET /api/v1/replay': { access: 'supervisor', own: '/api/v1/replay?at=0', other: 'hidden' },
  'GET /api/v1/replay/events/{id}': {
    access: 'supervisor',
    own: '/api/v1/replay/events/own?at=0',
    other: { path: `/api/v1/replay/events/${OTHER}?at=0` },
  },
  'GET /api/v1/ranking': { access: 'operator', own: '/api/v1/ranking', other: 'hidden' },
  'POST /api/v1/ranking/champion': { access: 'administrator', own: '/api/v1/ranking/champion', body: { version: 'x' } },
  'POST /api/v1/ranking/refits': { access: 'administrator', own: '/api/v1/ranking/refits' },
  'POST /api/v1/thresholds/preview': {
    access: 'administrator',
    own: '/api/v1/thresholds/preview',
    body: { series: 'm{site=own site}' },
  },
  'GET /api/v1/report': { access: 'supervisor', own: '/api/v1/report' },
  'GET /report': { access: 'supervisor', own: '/report' },
  'GET /report.css': { access: 'page', own: '/report.css' },
  'POST /api/v1/readings': { access: 'telemetry', own: '/api/v1/readings', body: [] },
  'POST /api/v1/signals': { access: 'telemetry', own: '/api/v1/signals', body: [] },
  'POST /api/v1/alerts': { access: 'telemetry', own: '/api/v1/alerts', body: { alerts: [] } },
  'POST /api/v2/write': { access: 'telemetry', own: '/api/v2/write', body: 'm v=1' },
  'GET /api/v1/sign-in': { access: 'page', own: '/api/v1/sign-in' },
  'GET /api/v1/session': { access: 'people', own: '/api/v1/session' },
  'POST /api/v1/session': { access: 'page', own: '/api/v1/session', body: {} },
  'DELETE /api/v1/session': { access: 'people', own: '/api/v1/session' },
  'DELETE /api/v1/sessions': { access: 'people', own: '/api/v1/sessions' },
  'PUT /api/v1/session/password': { access: 'people', own: '/api/v1/session/password', body: {} },
  'GET /welcome/{key}': { access: 'anybody', own: '/welcome/unknown' },
  'POST /api/v1/invitation': { access: 'anybody', own: '/api/v1/invitation', body: {} },
  'GET /sign-in/outside': { access: 'page', own: '/sign-in/outside' },
  'GET /sign-in/outside/callback': { access: 'page', own: '/sign-in/outside/callback' },
  'GET /api/v1/people': { access: 'administrator', own: '/api/v1/people' },
  'POST /api/v1/people': { access: 'administrator', own: '/api/v1/people', body: {} },
  'PATCH /api/v1/people/{name}': { access: 'administrator', own: '/api/v1/people/x', body: { disabled: true } },
  'POST /api/v1/people/{name}/link': { access: 'administrator', own: '/api/v1/people/x/link' },
  'DELETE /api/v1/people/{name}/sessions': { access: 'administrator', own: '/api/v1/people/x/sessions' },
  'GET /api/v1/settings': { access: 'administrator', own: '/api/v1/settings' },
  'PUT /api/v1/settings': { access: 'administrator', own: '/api/v1/settings', body: { text: '', basedOn: 'r' } },
  'GET /api/v1/settings.yml': { access: 'administrator', own: '/api/v1/settings.yml' },
  'POST /api/v1/settings/check': { access: 'administrator', own: '/api/v1/settings/check', body: { text: '' } },
  'GET /api/v1/settings/versions': { access: 'administrator', own: '/api/v1/settings/versions' },
  'GET /api/v1/settings/versions/{id}': { access: 'administrator', own: '/api/v1/settings/versions/x' },
  'POST /api/v1/settings/versions/{id}/restore': {
    access: 'administrator',
    own: '/api/v1/settings/versions/x/restore',
    body: { basedOn: 'r' },
  },
  'POST /api/v1/channels/{kind}/test': { access: 'administrator', own: '/api/v1/channels/email/test' },
  'GET /api/v1/tokens': { access: 'administrator', own: '/api/v1/tokens' },
  'POST /api/v1/tokens': { access: 'administrator', own: '/api/v1/tokens', body: {} },
  'DELETE /api/v1/tokens/{name}': { access: 'administrator', own: '/api/v1/tokens/x' },
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
