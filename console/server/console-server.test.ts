import { once } from 'node:events';
import { get, request as httpRequest } from 'node:http';
import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createConsoleServer } from './console-server.ts';
import { describeRoutes } from './openapi.ts';
import { makeEvent } from './testing/make-event.ts';
import { refusingDeps } from './testing/refusing-deps.ts';
import { deskWith, serve } from './testing/serve.ts';

interface OpenApiDocument {
  readonly paths: Record<string, Record<string, unknown>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** fetch does not let a test choose Host. */
async function rawGet(url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return await new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).once('error', reject);
  });
}

describe('over a real socket', () => {
  it('refuses a rebound host name and a proxy, and says what to do', async () => {
    const url = await serve();
    for (const headers of [{ host: 'evil.example' }, { 'x-forwarded-for': '127.0.0.1' }]) {
      const { status, body } = await rawGet(`${url}/api/v1/status`, headers);
      expect(status).toBe(403);
      expect(JSON.parse(body)).toMatchObject({ status: 403, remedy: expect.any(String) });
    }
    expect((await rawGet(`${url}/healthz`, { host: 'evil.example' })).status).toBe(200);
  });

  it('refuses a change asked for by a foreign page', async () => {
    const url = await serve();
    const response = await fetch(`${url}/api/v1/signals`, {
      method: 'POST',
      body: '[]',
      headers: { origin: 'http://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  it('protects every answer with headers', async () => {
    const url = await serve();
    for (const path of ['/api/v1/status', '/nothing', '/healthz']) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('streams the snapshot first and ends the stream when it closes', async () => {
    const server = createConsoleServer(
      refusingDeps(deskWith({ openEvents: () => [makeEvent()], onChange: () => () => undefined })),
    );
    const url = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
    const response = await fetch(`${url}/api/v1/stream`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toMatch(/^event: snapshot\ndata: \{"now":/);
    await server.close();
    await expect(reader?.read()).rejects.toThrow();
  });

  it('does not open a stream for a HEAD request', async () => {
    expect((await fetch(`${await serve()}/api/v1/stream`, { method: 'HEAD' })).status).toBe(404);
  });

  it('names the remedy when the port is taken', async () => {
    const url = await serve();
    const second = createConsoleServer(refusingDeps());
    await expect(second.listen('127.0.0.1', Number(new URL(url).port))).rejects.toMatchObject({
      reason: 'configuration',
      remedy: expect.stringContaining('TELLTALE_HTTP_PORT'),
    });
    await second.close();
  });

  it('survives a client that goes away in the middle of a body', async () => {
    const url = await serve();
    const request = httpRequest(`${url}/api/v1/readings`, { method: 'POST', headers: { 'content-length': '1000' } });
    request.once('error', () => undefined);
    request.write('[');
    await once(request, 'socket');
    request.destroy();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('what machines read', () => {
  it('answers /readyz with the reasons on this machine', async () => {
    const url = await serve({ readiness: () => ({ problems: ['history'], degraded: ['email notifier'] }) });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'not ready',
      problems: ['history'],
      degraded: ['email notifier'],
    });
  });

  it('lets telemetry come while something else fails, and says so', async () => {
    const url = await serve({ readiness: () => ({ problems: [], degraded: ['data folder'] }) });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'degraded', degraded: ['data folder'] });
  });

  it('counts requests by route pattern', async () => {
    const deps = refusingDeps({
      ...deskWith({ event: async () => undefined }),
    });
    const url = await serve(deps);
    await fetch(`${url}/api/v1/events/one`);
    await fetch(`${url}/api/v1/events/two`);
    await fetch(`${url}/nowhere/${'x'.repeat(50)}`);
    const text = await deps.metricsRegistry.metrics();
    expect(text).toContain('{method="GET",route="/api/v1/events/:id",status="4xx"} 2');
    expect(text).toContain('{method="POST",route="/api/v1/readings",status="2xx"} 0');
    expect(text).not.toContain('xxxxx');
  });

  it('describes every route of DESIGN in /openapi.json', async () => {
    const url = await serve();
    const document: OpenApiDocument = JSON.parse(await (await fetch(`${url}/openapi.json`)).text());
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual([
      'DELETE /api/v1/people/{name}/sessions',
      'DELETE /api/v1/roster/{person}',
      'DELETE /api/v1/session',
      'DELETE /api/v1/sessions',
      'DELETE /api/v1/site-tests/{site}',
      'DELETE /api/v1/tokens/{name}',
      'GET /api/v1/board',
      'GET /api/v1/events',
      'GET /api/v1/events/{id}',
      'GET /api/v1/events/{id}/signals',
      'GET /api/v1/hand-overs',
      'GET /api/v1/health',
      'GET /api/v1/history',
      'GET /api/v1/people',
      'GET /api/v1/ranking',
      'GET /api/v1/replay',
      'GET /api/v1/replay/events/{id}',
      'GET /api/v1/report',
      'GET /api/v1/roster',
      'GET /api/v1/search',
      'GET /api/v1/search.csv',
      'GET /api/v1/series',
      'GET /api/v1/session',
      'GET /api/v1/settings',
      'GET /api/v1/settings.yml',
      'GET /api/v1/settings/versions',
      'GET /api/v1/settings/versions/{id}',
      'GET /api/v1/sign-in',
      'GET /api/v1/site-names',
      'GET /api/v1/site-tests',
      'GET /api/v1/sites',
      'GET /api/v1/sites/{site}',
      'GET /api/v1/sites/{site}/plan',
      'GET /api/v1/sites/{site}/sensors/{sensor}/still',
      'GET /api/v1/status',
      'GET /api/v1/stream',
      'GET /api/v1/tokens',
      'GET /asyncapi.json',
      'GET /healthz',
      'GET /metrics',
      'GET /openapi.json',
      'GET /probe',
      'GET /probe/targets',
      'GET /readyz',
      'GET /report',
      'GET /report.css',
      'GET /sign-in/outside',
      'GET /sign-in/outside/callback',
      'GET /welcome/{key}',
      'PATCH /api/v1/people/{name}',
      'POST /api/v1/alerts',
      'POST /api/v1/channels/{kind}/test',
      'POST /api/v1/events/{id}/actions',
      'POST /api/v1/hand-overs',
      'POST /api/v1/hand-overs/{id}/answer',
      'POST /api/v1/invitation',
      'POST /api/v1/people',
      'POST /api/v1/people/{name}/link',
      'POST /api/v1/ranking/champion',
      'POST /api/v1/ranking/refits',
      'POST /api/v1/readings',
      'POST /api/v1/session',
      'POST /api/v1/settings/check',
      'POST /api/v1/settings/versions/{id}/restore',
      'POST /api/v1/signals',
      'POST /api/v1/thresholds/preview',
      'POST /api/v1/tokens',
      'POST /api/v2/write',
      'PUT /api/v1/roster/{person}',
      'PUT /api/v1/session/password',
      'PUT /api/v1/settings',
      'PUT /api/v1/site-tests/{site}',
    ]);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, name] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('does not start with a route that nobody described', async () => {
    const app = fastify();
    describeRoutes(app);
    expect(() => app.get('/api/v1/secret', () => '')).toThrow('no description');
  });
});
