import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureReason } from '../../core/failure.ts';
import type { Notifier } from '../../core/ports/notifier.ts';
import { freePort } from '../../test/support/free-port.ts';
import { sampleMessage } from '../../test/support/sample-message.ts';
import { AlertmanagerNotifier } from './alertmanager/alertmanager-notifier.ts';
import { TelegramNotifier } from './telegram/telegram-notifier.ts';

const NOTIFIERS: readonly (readonly [string, (baseUrl: string) => Notifier])[] = [
  ['alertmanager', (url) => new AlertmanagerNotifier({ url, repeatSeconds: 60 })],
  ['telegram', (apiRoot) => new TelegramNotifier({ token: '1:a', chatIds: ['42'], apiRoot })],
];

const STATUSES: readonly (readonly [number, FailureReason, boolean])[] = [
  [400, 'client', false],
  [401, 'authentication', false],
  [403, 'authentication', false],
  [404, 'configuration', false],
  [408, 'timeout', true],
  [409, 'client', false],
  [413, 'client', false],
  [422, 'client', false],
  [429, 'rate-limited', true],
  [500, 'server', true],
  [502, 'server', true],
  [503, 'server', true],
  [504, 'server', true],
  [599, 'server', true],
];

describe.each(NOTIFIERS)('the notifier %s, answered', (_kind, create) => {
  let server: Server;
  let baseUrl: string;

  beforeAll(async () => {
    const port = await freePort();
    baseUrl = `http://127.0.0.1:${port}`;
    server = createServer((request, response) => {
      request.resume();
      const status = Number(request.url?.split('/')[1]);
      const body = { ok: false, error_code: status, description: 'because' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(STATUSES)('%d, fails as "%s" (retryable: %s)', async (status, reason, retryable) => {
    const notifier = create(`${baseUrl}/${status}/`);
    await expect(notifier.notify(sampleMessage(), new AbortController().signal)).rejects.toMatchObject({
      name: 'Failure',
      reason,
      retryable,
      remedy: expect.stringMatching(/./),
    });
  });
});
