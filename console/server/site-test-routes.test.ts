import { describe, expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import type { SiteTest } from '../../core/ports/site-tests.ts';
import { OPENED_AT_MILLIS } from './testing/make-event.ts';
import { serve } from './testing/serve.ts';

const UNTIL = '2026-01-31T14:00:00.000Z';

async function served() {
  const tests = new Map<string, SiteTest>();
  const url = await serve({
    siteTests: {
      tests: () => [...tests.values()],
      beginTest: async (wish) => {
        if (wish.untilMillis < OPENED_AT_MILLIS) {
          throw new Failure('A test needs an end.', { reason: 'configuration', retryable: false, remedy: 'Name one.' });
        }
        const test = { ...wish, sinceMillis: OPENED_AT_MILLIS };
        tests.set(test.site, test);
        return test;
      },
      endTest: async (site) => tests.delete(site),
    },
  });
  const put = async (site: string, body: object): Promise<Response> =>
    await fetch(`${url}/api/v1/site-tests/${encodeURIComponent(site)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { url, put };
}

describe('sites on test', () => {
  it('are begun, listed and ended', async () => {
    const { url, put } = await served();
    expect(await (await put('north/gate', { reason: 'yearly', until: UNTIL })).json()).toEqual({
      site: 'north/gate',
      by: 'administrator',
      reason: 'yearly',
      since: '2026-01-31T12:00:00.000Z',
      until: UNTIL,
    });
    expect(await (await fetch(`${url}/api/v1/site-tests`)).json()).toMatchObject([{ site: 'north/gate' }]);
    const remove = async (): Promise<number> =>
      (await fetch(`${url}/api/v1/site-tests/north%2Fgate`, { method: 'DELETE' })).status;
    expect([await remove(), await remove()]).toEqual([204, 404]);
  });

  it('are refused without a reason, without an end, and with an end that is over', async () => {
    const { put } = await served();
    expect((await put('north', { until: UNTIL })).status).toBe(400);
    expect((await put('north', { reason: 'yearly' })).status).toBe(400);
    const over = await put('north', { reason: 'yearly', until: '2020-01-01T00:00:00Z' });
    expect(over.status).toBe(400);
    expect(await over.json()).toMatchObject({ detail: 'A test needs an end.', remedy: 'Name one.' });
  });
});
