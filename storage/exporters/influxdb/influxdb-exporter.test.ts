import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReadingBatchBuilder } from '../../../core/reading-batch.ts';
import { makeSeries } from '../../../core/series.ts';
import { systemClock } from '../../../runtime/system-clock.ts';
import { HOSTILE_TEXTS } from '../../../test/support/hostile-texts.ts';
import { lineHead } from './line-text.ts';
import plugin from './plugin.ts';

interface Received {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A server that keeps requests and answers each with the status. */
async function serverAnswering(status: number, text = '') {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      received.push({ url: request.url, authorization: request.headers.authorization, body });
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '9' });
      response.end(status === 204 ? undefined : JSON.stringify({ code: 'x', message: text }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, received };
}

async function send(url: string, readings = 2): Promise<void> {
  const exporter = plugin.create(plugin.configSchema.parse({ url, token: 't0k', org: 'o', bucket: 'b' }), {
    clock: systemClock,
    seriesOf: () => makeSeries('north gate', 's1', 'temperature'),
  });
  const builder = new ReadingBatchBuilder();
  for (let n = 0; n < readings; n += 1) builder.add(0, 1_700_000_000_000 + n, 21.5 + n);
  await exporter.send(builder.build(0), new AbortController().signal);
}

describe('what is sent to InfluxDB', () => {
  it('is a line a reading with the time of the device in milliseconds, to the bucket, with the token', async () => {
    const { url, received } = await serverAnswering(204);
    await send(url);
    expect(received).toEqual([
      {
        url: '/api/v2/write?org=o&bucket=b&precision=ms',
        authorization: 'Token t0k',
        body:
          'temperature,sensor=s1,site=north\\ gate value=21.5 1700000000000\n' +
          'temperature,sensor=s1,site=north\\ gate value=22.5 1700000000001',
      },
    ]);
  });

  it('is one request however many readings, packed', async () => {
    const { url, received } = await serverAnswering(204);
    await send(url, 20_000);
    expect(received).toHaveLength(1);
    expect(received[0]?.body.split('\n')).toHaveLength(20_000);
  });

  it.each([
    [400, 'client', false],
    [401, 'authentication', false],
    [404, 'configuration', false],
    [413, 'client', false],
    [422, 'client', false],
    [429, 'rate-limited', true],
    [500, 'server', true],
    [503, 'server', true],
  ])('that is answered with %i failed because of %s', async (status, reason, retryable) => {
    const { url, received } = await serverAnswering(status, 'why it is so');
    const failure = send(url);
    await expect(failure).rejects.toMatchObject({
      reason,
      retryable,
      message: expect.stringContaining('why it is so'),
    });
    expect(received).toHaveLength(1);
  });

  it('waits as long as it is asked to', async () => {
    const { url } = await serverAnswering(429);
    await expect(send(url)).rejects.toMatchObject({ retryAfterSeconds: 9 });
  });

  it('fails as unreachable where nobody listens', async () => {
    await expect(send('http://127.0.0.1:1')).rejects.toMatchObject({ reason: 'unreachable', retryable: true });
  });
});

describe('a line', () => {
  it.each(HOSTILE_TEXTS)('is one line whatever a device is called: %s', (_what, text) => {
    const line = lineHead(makeSeries(text, text, `m${text}`, { labels: [['label', text]] }));
    expect(line).not.toMatch(/[\r\n\0]/);
    expect(line.endsWith(' value=')).toBe(true);
  });
});
