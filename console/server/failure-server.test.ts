import { afterEach, expect, it } from 'vitest';
import { silentLogger } from '../../test/support/recording-sink.ts';
import { createFailureServer } from './failure-server.ts';
import type { HttpServer } from './listen.ts';

let server: HttpServer | undefined;
afterEach(async () => await server?.close());

const PROBLEM = { path: 'console.port', value: '<b>70000</b>', remedy: 'must be at most 65535' };

async function serve(): Promise<string> {
  server = createFailureServer([PROBLEM], silentLogger);
  return `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
}

it('shows path, value and remedy at whatever address is opened, inert', async () => {
  const url = await serve();
  for (const path of ['/', '/events/3']) {
    const response = await fetch(`${url}${path}`);
    expect(response.status).toBe(503);
    const page = await response.text();
    expect(page).toContain('console.port');
    expect(page).toContain('&lt;b&gt;70000&lt;/b&gt;');
    expect(page).toContain('must be at most 65535');
    expect(page).not.toContain('<b>');
  }
});

it('answers programs with a problem', async () => {
  const url = await serve();
  const response = await fetch(`${url}/api/v1/events`);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    problems: [{ path: 'console.port', remedy: '<b>70000</b>: must be at most 65535' }],
  });
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
});

it('tells nobody else what is in the configuration', async () => {
  const url = await serve();
  const response = await fetch(`${url}/`, { headers: { 'x-forwarded-for': '203.0.113.5' } });
  expect(response.status).toBe(403);
  expect(await response.text()).not.toContain('console.port');
});
