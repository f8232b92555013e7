import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ConsoleDeps } from './console-deps.ts';
import { refusingDeps } from './testing/refusing-deps.ts';
import { serve } from './testing/serve.ts';

const post = async (url: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  await fetch(url, { method: 'POST', body, headers });

function intakeThat(answer: ConsoleDeps['intake']['readings']): Pick<ConsoleDeps, 'intake'> {
  return {
    intake: { ...refusingDeps().intake, readings: answer, signals: answer, alerts: answer, lineProtocol: answer },
  };
}

describe('intake', () => {
  it('hands the bytes over unread and answers with the counts', async () => {
    const problems = [{ row: 2, reason: 'not-finite', detail: 'NaN' }] as const;
    const bodies: string[] = [];
    const url = await serve(
      intakeThat(async (body) => {
        bodies.push(body.toString());
        return { accepted: 1, rejected: 1, problems };
      }),
    );
    const response = await post(`${url}/api/v1/readings`, '{broken');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ accepted: 1, rejected: 1, problems });
    await post(`${url}/api/v1/signals`, gzipSync('zipped'), { 'content-encoding': 'gzip' });
    expect(bodies).toEqual(['{broken', 'zipped']);
  });

  it('answers 400 when nothing could be used', async () => {
    const problems = [{ row: 1, reason: 'not-json', detail: 'x' }] as const;
    const url = await serve(intakeThat(async () => ({ accepted: 0, rejected: 1, problems })));
    const response = await post(`${url}/api/v1/signals`, 'x');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ problems: [{ path: 'row 1', remedy: 'not-json: x' }] });
  });

  it('takes a group of alerts of which none is news, so that Alertmanager does not call it a failure', async () => {
    const url = await serve(intakeThat(async () => ({ accepted: 0, rejected: 0, problems: [] })));
    expect((await post(`${url}/api/v1/alerts`, '{"alerts": []}')).status).toBe(200);
    const refusing = await serve(
      intakeThat(async () => ({ accepted: 0, rejected: 1, problems: [{ row: 1, reason: 'wrong-type', detail: 'x' }] })),
    );
    expect((await post(`${refusing}/api/v1/alerts`, 'x')).status).toBe(400);
  });

  it.each([
    ['plain', {}, Buffer.alloc(6_000_000, 0x20)],
    ['grown out of gzip', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000))],
  ])('refuses a body of more than 5 MiB, %s, and has it counted', async (_name, headers, body) => {
    const counted: string[] = [];
    const refused = (reason: string): void => void counted.push(reason);
    const url = await serve({ intake: { ...refusingDeps().intake, refused } });
    expect((await post(`${url}/api/v1/readings`, body, headers)).status).toBe(413);
    expect(counted).toEqual(['too-large']);
  });

  it('speaks the errors of InfluxDB at /api/v2/write', async () => {
    const url = await serve({
      intake: {
        ...refusingDeps().intake,
        refused: () => undefined,
        lineProtocol: async (body, precision) => {
          expect(precision).toBe('s');
          return body.toString() === 'good'
            ? { accepted: 1, rejected: 0, problems: [] }
            : { accepted: 0, rejected: 1, problems: [{ row: 1, reason: 'bad-line', detail: 'no fields' }] };
        },
      },
    });
    expect((await post(`${url}/api/v2/write?bucket=b&precision=s`, 'good')).status).toBe(204);
    const response = await post(`${url}/api/v2/write?precision=s`, 'bad');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code: 'invalid',
      message: 'partial write: 0 accepted, 1 refused: line 1: bad-line: no fields',
    });
    expect((await post(`${url}/api/v2/write`, Buffer.alloc(6_000_000))).status).toBe(413);
    expect(await (await post(`${url}/api/v2/write?precision=h`, 'good')).json()).toMatchObject({ code: 'invalid' });
  });
});
