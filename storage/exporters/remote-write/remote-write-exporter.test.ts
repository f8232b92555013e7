import { createServer, type IncomingHttpHeaders } from 'node:http';
import { uncompress } from 'snappyjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReadingBatchBuilder } from '../../../core/reading-batch.ts';
import { makeSeries } from '../../../core/series.ts';
import { systemClock } from '../../../runtime/system-clock.ts';
import plugin from './plugin.ts';

async function serverAnswering(status: number, text = '', headers: Record<string, string> = {}) {
  const received: { readonly headers: IncomingHttpHeaders; readonly body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, received };
}

async function send(settings: object, signal = new AbortController().signal): Promise<void> {
  const exporter = plugin.create(plugin.configSchema.parse(settings), {
    clock: systemClock,
    seriesOf: (id) => (id < 0 ? makeSeries('s', 'queue', 'telltale_own') : makeSeries('s', 's1', 'temperature')),
  });
  const builder = new ReadingBatchBuilder();
  builder.add(0, 1_700_000_000_000, 21.5);
  builder.add(-1, 1_700_000_000_000, 1);
  await exporter.send(builder.build(0), signal);
}

describe('remote write', () => {
  it('sends packed protobuf with the headers of the protocol', async () => {
    const { port, received } = await serverAnswering(204);
    await send({ url: `http://127.0.0.1:${port}/api/v1/write`, tenant: 'blue' });
    const [request] = received;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      'content-encoding': 'snappy',
      'x-prometheus-remote-write-version': '0.1.0',
      'x-scope-orgid': 'blue',
    });
    const text = Buffer.from(uncompress(new Uint8Array(request?.body ?? []))).toString('latin1');
    expect(text).toContain('telltale_reading_temperature');
    expect(text).toContain('telltale_own');
    expect(text).not.toContain('telltale_reading_telltale_own');
  });

  it.each([
    [{ token: 't0k' }, '', 'Bearer t0k'],
    [{}, 'ana:p%40ss@', `Basic ${Buffer.from('ana:p@ss').toString('base64')}`],
    [{}, '', undefined],
  ])('says who it is with %j and %s', async (settings, credentials, authorization) => {
    const { port, received } = await serverAnswering(200);
    await send({ url: `http://${credentials}127.0.0.1:${port}/api/v1/write`, ...settings });
    expect(received[0]?.headers.authorization).toBe(authorization);
  });

  it.each([
    [400, 'out of order sample', 'client', false],
    [500, 'too old sample', 'client', false],
    [500, 'disk full', 'server', true],
    [429, '', 'rate-limited', true],
    [404, 'remote write receiver needs to be enabled', 'configuration', false],
    [302, '', 'configuration', false],
    [403, '', 'authentication', false],
  ])('takes %i "%s" for %s', async (status, text, reason, retryable) => {
    const { port } = await serverAnswering(status, text, { 'retry-after': '7', location: '/' });
    const failure = send({ url: `http://127.0.0.1:${port}/api/v1/write` });
    await expect(failure).rejects.toMatchObject({ reason, retryable, retryAfterSeconds: 7 });
  });

  it('hands on no more of an answer than explains it', async () => {
    const { port } = await serverAnswering(400, 'x'.repeat(1_000_000));
    const failure = await send({ url: `http://127.0.0.1:${port}/` }).catch((error: unknown) => error);
    expect(String(failure).length).toBeLessThan(500);
  });

  it('does not name its password when nobody answers', async () => {
    const failure = await send({ url: 'http://ana:hunter2@127.0.0.1:1/' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'unreachable', retryable: true });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('hunter2');
  });
});
