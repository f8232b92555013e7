import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startAlertmanager } from '../../../test/support/alertmanager.ts';
import { freePort } from '../../../test/support/free-port.ts';
import { HOSTILE_TEXTS } from '../../../test/support/hostile-texts.ts';
import { sampleMessage } from '../../../test/support/sample-message.ts';
import { sampleEvent } from '../../../test/support/sample-records.ts';
import type { RunningServer } from '../../../test/support/server-process.ts';
import { AlertmanagerNotifier } from './alertmanager-notifier.ts';

const inTime = new AbortController().signal;

const knownAlerts = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    startsAt: z.string(),
    endsAt: z.string(),
    generatorURL: z.string().optional(),
  }),
);

describe('AlertmanagerNotifier with Alertmanager', () => {
  let server: RunningServer;
  let notifier: AlertmanagerNotifier;

  beforeAll(async () => {
    server = await startAlertmanager();
    notifier = new AlertmanagerNotifier({ url: `http://127.0.0.1:${server.port}`, repeatSeconds: 60 });
  });

  afterAll(async () => {
    await server.stop();
  });

  async function activeAlerts(eventId: string): Promise<z.output<typeof knownAlerts>> {
    const filter = encodeURIComponent(`event_id="${eventId}"`);
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v2/alerts?filter=${filter}`);
    return knownAlerts.parse(await response.json());
  }

  it('keeps one alert for an open event', async () => {
    const openedAtMillis = Date.now() - 45_000;
    const sentAtMillis = Date.now();
    const event = sampleEvent({ id: 'open', openedAtMillis });
    await notifier.notify(sampleMessage({ event, sentAtMillis, url: 'http://console/events/open' }), inTime);
    await notifier.notify(sampleMessage({ event, sentAtMillis, kind: 'still-open' }), inTime);
    const [alert, ...more] = await activeAlerts('open');
    expect(more).toEqual([]);
    expect(alert?.labels).toEqual({
      alertname: 'TelltaleEvent',
      site: 'lab',
      sensor: 'door-4',
      class: 'intrusion',
      event_id: 'open',
      severity: 'critical',
    });
    expect(alert?.annotations).toEqual({
      summary: '[P1] motion at door 4, 30 s unhandled, lab',
      description: 'motion at door 4\nOpened 2023-11-14 22:13:20 UTC',
      priority: '87',
    });
    expect(Date.parse(alert?.startsAt ?? '')).toBe(openedAtMillis);
    expect(Date.parse(alert?.endsAt ?? '')).toBe(sentAtMillis + 180_000);
  });

  it('links to the page of the event', async () => {
    const event = sampleEvent({ id: 'linked', openedAtMillis: Date.now() });
    const url = 'http://console/events/linked';
    await notifier.notify(sampleMessage({ event, sentAtMillis: Date.now(), url }), inTime);
    expect(await activeAlerts('linked')).toMatchObject([{ generatorURL: url }]);
  });

  it('resolves the alert of a closed event', async () => {
    const openedAtMillis = Date.now() - 45_000;
    const event = sampleEvent({ id: 'closed', openedAtMillis });
    await notifier.notify(sampleMessage({ event, sentAtMillis: Date.now() }), inTime);
    expect(await activeAlerts('closed')).toHaveLength(1);
    const closed = { ...event, state: 'closed' as const, closedAtMillis: Date.now() - 1 };
    await notifier.notify(sampleMessage({ event: closed, kind: 'closed', sentAtMillis: Date.now() }), inTime);
    expect(await activeAlerts('closed')).toEqual([]);
  });

  it.each(HOSTILE_TEXTS)('delivers a name with %s without harm', async (what, text) => {
    const event = sampleEvent({ id: what, openedAtMillis: Date.now(), title: text, site: text, sensor: text });
    await notifier.notify(sampleMessage({ event, subject: text, text, sentAtMillis: Date.now() }), inTime);
    const [alert] = await activeAlerts(what);
    expect(alert?.labels['site']?.length).toBeLessThanOrEqual(200);
    expect(alert?.labels['site']).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
    expect(alert?.annotations['description']?.length).toBeLessThanOrEqual(4000);
  });

  it('hands on what Alertmanager says against an alert', async () => {
    const event = sampleEvent({ id: 'odd', openedAtMillis: Date.now() });
    const message = sampleMessage({ event, sentAtMillis: Date.now(), url: 'not an address' });
    await expect(notifier.notify(message, inTime)).rejects.toMatchObject({ reason: 'client', retryable: false });
  });
});

describe('AlertmanagerNotifier with another server', () => {
  let server: Server;
  let port: number;
  const requests: IncomingMessage[] = [];

  beforeAll(async () => {
    port = await freePort();
    server = createServer((request, response) => {
      requests.push(request);
      request.resume();
      if (request.url === '/slow/api/v2/alerts') return;
      const status =
        request.url === '/limited/api/v2/alerts' ? 429 : request.url === '/moved/api/v2/alerts' ? 302 : 200;
      response.writeHead(status, { 'retry-after': '9', location: '/' }).end('x'.repeat(100_000));
    });
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('keeps the path and sends credentials as a header', async () => {
    const url = `http://ana:p%40ss@127.0.0.1:${port}/behind/proxy`;
    await new AlertmanagerNotifier({ url, repeatSeconds: 60 }).notify(sampleMessage(), inTime);
    const request = requests.at(-1);
    expect(request?.url).toBe('/behind/proxy/api/v2/alerts');
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('ana:p@ss').toString('base64')}`);
  });

  it('hands on how long it has to wait, and a bounded piece of the reply', async () => {
    const notifier = new AlertmanagerNotifier({ url: `http://127.0.0.1:${port}/limited`, repeatSeconds: 60 });
    const failure = await notifier.notify(sampleMessage(), inTime).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'rate-limited', retryAfterSeconds: 9 });
    expect(String(failure).length).toBeLessThan(500);
  });

  it('does not follow a redirect: nobody would get the alert there', async () => {
    const notifier = new AlertmanagerNotifier({ url: `http://127.0.0.1:${port}/moved`, repeatSeconds: 60 });
    await expect(notifier.notify(sampleMessage(), inTime)).rejects.toMatchObject({
      reason: 'configuration',
      retryable: false,
    });
  });

  it('does not wait for a server that hangs', async () => {
    const notifier = new AlertmanagerNotifier({ url: `http://127.0.0.1:${port}/slow`, repeatSeconds: 60 });
    await expect(notifier.notify(sampleMessage(), AbortSignal.timeout(50))).rejects.toMatchObject({
      reason: 'timeout',
      retryable: true,
    });
  });

  it('calls a closed port unreachable', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const notifier = new AlertmanagerNotifier({ url, repeatSeconds: 60 });
    await expect(notifier.notify(sampleMessage(), inTime)).rejects.toMatchObject({
      reason: 'unreachable',
      retryable: true,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
