import { Ajv2020 } from 'ajv/dist/2020.js';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from './testing/every-route.ts';
import { createConsoleServer } from './console-server.ts';
import { makeHealthReport } from './testing/make-health-report.ts';
import { refusingDeps } from './testing/refusing-deps.ts';
import { serve } from './testing/serve.ts';
import { twoSites } from './testing/two-sites.ts';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** On this machine and before the first account: whoever asks is an administrator. */
async function document(): Promise<OpenApi> {
  const server = createConsoleServer(refusingDeps());
  const url = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
  const text = await (await fetch(`${url}/openapi.json`)).text();
  await server.close();
  return JSON.parse(text);
}

const TABLE = Object.entries(ROUTES).map(([route, row]) => {
  const [method = '', path = ''] = route.split(' ');
  return Object.assign({ route, method, path }, row);
});

describe('what /openapi.json says', () => {
  let openapi: OpenApi;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

  beforeAll(async () => {
    openapi = await document();
    ajv.addSchema(openapi, 'openapi');
  });

  /** Errors of a value against the schema at this place of the document. */
  function errorsAt(place: readonly string[], value: unknown): readonly unknown[] {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = ajv.compile({ $ref: `openapi#/${pointer}` });
    return validate(value) ? [] : (validate.errors ?? []);
  }

  it('is OpenAPI 3.1 by its own schema', async () => {
    const validator = new Validator();
    expect(await validator.validate({ ...structuredClone(openapi) })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    expect((await validator.validate({ ...openapi, paths: { x: {} } })).valid).toBe(false);
  });

  it.each(TABLE)('of $route names each part of its address once', ({ method, path }) => {
    const { parameters = [] } = openapi.paths[path]?.[method.toLowerCase()] ?? {};
    const named = parameters.filter((parameter) => parameter.in === 'path');
    expect(named.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(named.every(({ required }) => required === true)).toBe(true);
  });

  it.each(TABLE)('of $route is what it takes and answers', async ({ method, path, own, body }) => {
    const identity = { ...refusingDeps().identity, signOutEverywhere: async () => undefined };
    const url = await serve({ ...twoSites([]), identity, health: async () => makeHealthReport() });
    const { responses = {}, requestBody } = openapi.paths[path]?.[method.toLowerCase()] ?? {};
    const place = ['paths', path, method.toLowerCase()];
    const leaving = new AbortController();
    const response = await fetch(`${url}${own.replace('/roster/me', '/roster/Jana')}`, {
      method,
      redirect: 'manual',
      signal: leaving.signal,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const status = String(response.status) in responses ? String(response.status) : 'default';
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    expect([response.status, Object.keys(responses[status]?.content ?? {})]).toEqual([
      response.status,
      type === '' ? [] : [type],
    ]);
    if (response.ok && requestBody?.content?.['application/json'] !== undefined) {
      expect(errorsAt([...place, 'requestBody', 'content', 'application/json', 'schema'], body)).toEqual([]);
    }
    if (/\bjson$/.test(type)) {
      const answer: unknown = await response.json();
      expect(errorsAt([...place, 'responses', status, 'content', type, 'schema'], answer)).toEqual([]);
    }
    leaving.abort();
  });
});
