import { describe, expect, it } from 'vitest';
import type { ReadingRow } from './message-fields.ts';
import { ReadingSender } from './reading-sender.ts';

const rows = (count: number): ReadingRow[] =>
  Array.from({ length: count }, (_, value) => ({ site: 's', sensor: 'd', metric: 'm', value }));

/** Requests that are answered when the test says so. */
function heldRequests() {
  const requests: { readonly rows: number; readonly answer: (answer: object) => void }[] = [];
  const sender = new ReadingSender(
    async (sent) => await new Promise((answer) => requests.push({ rows: sent.length, answer })),
  );
  return { requests, sender };
}

describe('the reading sender', () => {
  it('sends at once, and together what comes while a request is under way', async () => {
    const { requests, sender } = heldRequests();
    const first = sender.send(rows(1));
    const others = [sender.send(rows(2)), sender.send(rows(3))];
    expect(requests.map((request) => request.rows)).toEqual([1]);
    requests[0]?.answer({ accepted: 1, rejected: 0 });
    await first;
    await expect.poll(() => requests.map((request) => request.rows)).toEqual([1, 5]);
    requests[1]?.answer({ accepted: 5, rejected: 0 });
    await Promise.all(others);
  });

  it('says of each message in the request that it was refused', async () => {
    const sender = new ReadingSender(async () => ({
      accepted: 0,
      rejected: 1,
      problems: [{ reason: 'series-limit' }],
    }));
    await expect(sender.send(rows(1))).rejects.toThrow('series-limit');
  });

  it('fails what could not be sent and goes on with what comes after', async () => {
    let fails = true;
    const sender = new ReadingSender(async () => {
      if (!fails) return { accepted: 1, rejected: 0 };
      throw new Error('down');
    });
    await expect(sender.send(rows(1))).rejects.toThrow('down');
    fails = false;
    await sender.send(rows(1));
  });

  it('keeps requests to 5,000 rows and no more than 20,000 waiting', async () => {
    const { requests, sender } = heldRequests();
    const sent = [sender.send(rows(1)), ...Array.from({ length: 5 }, async () => await sender.send(rows(4000)))];
    await expect(sender.send(rows(1))).rejects.toThrow('20000 readings wait');
    requests[0]?.answer({});
    await expect.poll(() => requests.length).toBe(2);
    expect(requests[1]?.rows).toBe(4000);
    for (let index = 1; index < 6; index += 1) {
      await expect.poll(() => requests.length).toBe(index + 1);
      requests[index]?.answer({});
    }
    await Promise.all(sent);
  });
});
