import { describe, expect, it } from 'vitest';
import { Failure, type FailureReason } from '../../core/failure.ts';
import type { ExporterLimits, ExportRows } from '../../core/ports/exporter.ts';
import { ReadingBatchBuilder, type ReadingBatch } from '../../core/reading-batch.ts';
import { ManualTime, settle } from '../../test/support/manual-time.ts';
import { ExportLane } from './export-lane.ts';
import type { ExportLoss } from './export-loss.ts';

const MINUTE = 60_000;

/** A service that keeps what it takes, and takes what `answer` lets it. */
function makeLane(changes: Partial<ExporterLimits> = {}) {
  const time = new ManualTime();
  const taken: number[] = [];
  const requests: number[][] = [];
  const lost: [ExportLoss, number][] = [];
  const told: string[] = [];
  const service = { answer: (_values: readonly number[]): Failure | undefined => undefined };
  const limits = {
    maxBufferedReadings: 1000,
    maxReadingsPerRequest: 10,
    maxConcurrentRequests: 1,
    flushSeconds: 5,
    maxAgeSeconds: undefined,
  };
  const lane = new ExportLane({
    name: 'store',
    exporter: {
      limits: { ...limits, ...changes },
      send: async ({ values, count }: ExportRows) => {
        const sent = [...values.subarray(0, count)];
        requests.push(sent);
        const failure = service.answer(sent);
        if (failure !== undefined) throw failure;
        taken.push(...sent);
      },
      stop: async () => void told.push('stopped'),
    },
    clock: time,
    startTimer: time.startTimer,
    observer: {
      sent: () => undefined,
      failed: () => undefined,
      lost: (loss, readings) => void lost.push([loss, readings]),
      down: ({ message }) => void told.push(`down: ${message}`),
      up: () => void told.push('up'),
      relieved: () => void told.push('relieved'),
      heartbeat: (millis) => void told.push(`heartbeat ${millis}`),
    },
    onBreakerChange: () => undefined,
    guard: { random: () => 0 },
  });
  lane.start();
  const offer = (...values: number[]): void => lane.offer(batchOf(values, time.nowMillis()));
  return { lane, time, service, taken, requests, lost, told, offer };
}

function batchOf(values: readonly number[], atMillis: number, receivedAtMillis = atMillis): ReadingBatch {
  const builder = new ReadingBatchBuilder(Math.max(1, values.length));
  for (const value of values) builder.add(0, atMillis, value);
  return builder.build(receivedAtMillis);
}

function failure(reason: FailureReason, retryAfterSeconds?: number): Failure {
  const retryable = !['client', 'authentication', 'configuration'].includes(reason);
  return new Failure(reason, {
    reason,
    retryable,
    remedy: '',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function numbers(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, n) => from + n);
}

describe('a lane', () => {
  it('sends a full request at once and the rest when it has waited long enough, in order', async () => {
    const { time, requests, offer } = makeLane();
    offer(...numbers(13));
    await settle();
    expect(requests).toEqual([numbers(10)]);
    await time.pass(5000);
    expect(requests).toEqual([numbers(10), [10, 11, 12]]);
  });

  it('loses nothing of ten minutes during which the service is down, and says that it is', async () => {
    const { time, service, taken, lost, told, offer } = makeLane();
    let sent = 0;
    service.answer = () => failure('unreachable');
    for (let second = 0; second < 600; second += 1) {
      offer(sent);
      sent += 1;
      await time.pass(1000);
    }
    expect(taken).toEqual([]);
    expect(told).toEqual(['down: unreachable']);
    service.answer = () => undefined;
    await time.pass(MINUTE);
    expect(taken).toEqual(numbers(600));
    expect(told).toEqual(['down: unreachable', 'up']);
    expect(lost).toEqual([]);
  });

  it('gives up the oldest beyond its buffer, counts every one, and says when there is room again', async () => {
    const { time, service, taken, lost, told, offer } = makeLane({ maxBufferedReadings: 100 });
    service.answer = () => failure('server');
    for (let n = 0; n < 500; n += 1) {
      offer(n);
      await time.pass(1000);
    }
    service.answer = () => undefined;
    await time.pass(MINUTE);
    const lostReadings = lost.reduce((sum, [, readings]) => sum + readings, 0);
    expect(new Set(lost.map(([loss]) => loss))).toEqual(new Set(['buffer-full']));
    expect(taken.length + lostReadings).toBe(500);
    expect(taken.length).toBeGreaterThanOrEqual(100);
    expect(taken.slice(-100)).toEqual(numbers(100, 400));
    expect(told).toContain('relieved');
  });

  it('is not asked more often than it wishes', async () => {
    const { time, service, requests, taken, offer } = makeLane();
    service.answer = () => failure('rate-limited', 120);
    offer(...numbers(10));
    await settle();
    await time.pass(119_000);
    expect(requests).toHaveLength(1);
    service.answer = () => undefined;
    await time.pass(2000);
    expect(taken).toEqual(numbers(10));
  });

  it('keeps readings while a password is wrong, as somebody may mend it', async () => {
    const { time, service, taken, told, offer } = makeLane();
    service.answer = () => failure('authentication');
    offer(...numbers(10));
    await time.pass(10 * MINUTE);
    expect(told).toEqual(['down: authentication']);
    service.answer = () => undefined;
    await time.pass(MINUTE);
    expect(taken).toEqual(numbers(10));
  });

  it('finds the readings that are refused; all others arrive, in their order', async () => {
    const { service, taken, lost, requests, offer } = makeLane({ maxReadingsPerRequest: 100 });
    service.answer = (values) => (values.some((value) => value === 17 || value === 60) ? failure('client') : undefined);
    offer(...numbers(100));
    await settle();
    expect(taken).toEqual(numbers(100).filter((n) => n !== 17 && n !== 60));
    expect(lost).toEqual([
      ['refused', 1],
      ['refused', 1],
    ]);
    expect(requests.length).toBeLessThan(40);
  });

  it('does not ask about every reading when all are refused', async () => {
    const { service, lost, requests, offer } = makeLane({ maxReadingsPerRequest: 1000 });
    service.answer = () => failure('client');
    offer(...numbers(1000));
    await settle();
    expect(requests.length).toBeLessThanOrEqual(64 + 12);
    expect(lost.reduce((sum, [, readings]) => sum + readings, 0)).toBe(1000);
  });

  it('does not send what is too old for the service, however long it waited, but counts it', async () => {
    const { lane, time, service, taken, lost, offer } = makeLane({ maxAgeSeconds: 300 });
    lane.offer(batchOf([1, 2], time.nowMillis() - 301_000));
    offer(...numbers(8, 3));
    await settle();
    expect(taken).toEqual(numbers(8, 3));
    expect(lost).toEqual([['too-old', 2]]);
    service.answer = () => failure('unreachable');
    offer(...numbers(20));
    await time.pass(10 * MINUTE);
    service.answer = () => undefined;
    await time.pass(MINUTE);
    expect(lost).toContainEqual(['too-old', 10]);
  });

  it('lets a heartbeat pass when everything before it has left', async () => {
    const { lane, time, service, told, offer } = makeLane();
    lane.offer(batchOf([], 0, 1));
    expect(told).toEqual(['heartbeat 1']);
    service.answer = () => failure('server');
    offer(1);
    lane.offer(batchOf([], 0, 2));
    await time.pass(20_000);
    expect(told).not.toContain('heartbeat 2');
    service.answer = () => undefined;
    await time.pass(MINUTE);
    expect(told.at(-1)).toBe('heartbeat 2');
  });

  it('sends what is left when it is stopped, and counts it as lost when the service is down', async () => {
    const up = makeLane();
    up.offer(1, 2);
    await up.lane.stop();
    expect(up.taken).toEqual([1, 2]);
    const down = makeLane();
    down.service.answer = () => failure('server');
    down.offer(...numbers(12));
    const stopped = down.lane.stop();
    await down.time.pass(5000);
    await stopped;
    expect(down.lost.reduce((sum, [, readings]) => sum + readings, 0)).toBe(12);
    expect(down.lost.every(([loss]) => loss === 'stopped')).toBe(true);
    expect(down.told.at(-1)).toBe('stopped');
  });
});

/** A service that answers only when it is let; each row is [series, value]. */
function makeSlowLane(maxConcurrentRequests: number, changes: Partial<ExporterLimits> = {}) {
  const time = new ManualTime();
  const waiting: { readonly rows: readonly (readonly [number, number])[]; readonly answer: () => void }[] = [];
  const lost: [ExportLoss, number][] = [];
  const heartbeats: number[] = [];
  const limits = { maxBufferedReadings: 1000, maxReadingsPerRequest: 4, flushSeconds: 1, maxAgeSeconds: undefined };
  const lane = new ExportLane({
    name: 'store',
    exporter: {
      limits: { ...limits, maxConcurrentRequests, ...changes },
      send: async ({ seriesIds, values }: ExportRows) =>
        await new Promise((resolve) => {
          waiting.push({ rows: Array.from(values, (value, row) => [seriesIds[row] ?? 0, value]), answer: resolve });
        }),
      stop: async () => undefined,
    },
    clock: time,
    startTimer: time.startTimer,
    observer: {
      sent: () => undefined,
      failed: () => undefined,
      lost: (loss, readings) => void lost.push([loss, readings]),
      down: () => undefined,
      up: () => undefined,
      relieved: () => undefined,
      heartbeat: (millis) => void heartbeats.push(millis),
    },
    onBreakerChange: () => undefined,
    guard: { timeoutSeconds: 1000 },
  });
  lane.start();
  const offer = (...rows: readonly (readonly [series: number, value: number])[]): void => {
    const builder = new ReadingBatchBuilder();
    for (const [series, value] of rows) builder.add(series, time.nowMillis(), value);
    lane.offer(builder.build(time.nowMillis()));
  };
  return { lane, time, waiting, lost, heartbeats, offer };
}

describe('a lane with several requests at a time', () => {
  it('sends as many at once and no more, and never two with readings of one series, whatever comes when', async () => {
    const { waiting, time, offer } = makeSlowLane(3);
    const arrived = new Map<number, number[]>();
    let offered = 0;
    for (let second = 0; second < 60; second += 1) {
      offer(...numbers(20).map((n) => [(n * 7 + second) % 9, offered + n] as const));
      offered += 20;
      await time.pass(1000);
      expect(waiting.length).toBeLessThanOrEqual(3);
      const onTheirWay = waiting.flatMap(({ rows }, request) => rows.map(([series]) => `${series} ${request}`));
      const series = [...new Set(onTheirWay)].map((text) => text.split(' ')[0]);
      expect(new Set(series).size).toBe(series.length);
      for (const { rows, answer } of waiting.splice(second % 3, 2)) {
        for (const [id, value] of rows) arrived.set(id, [...(arrived.get(id) ?? []), value]);
        answer();
      }
      await settle();
    }
    expect(arrived.size).toBe(9);
    for (const values of arrived.values()) expect(values).toEqual(values.toSorted((one, other) => one - other));
  });

  it('goes on with other series while a request hangs, and holds the heartbeat back for what it carries', async () => {
    const { lane, waiting, time, heartbeats, offer } = makeSlowLane(2);
    offer([0, 1], [1, 2]);
    await time.pass(1000);
    lane.offer(batchOf([], 0, 77));
    waiting[0]?.answer();
    await settle();
    expect(heartbeats).toEqual([]);
    offer([0, 3]);
    await time.pass(1000);
    expect(waiting.map(({ rows }) => rows)).toEqual([[[0, 1]], [[1, 2]], [[0, 3]]]);
    waiting[1]?.answer();
    await settle();
    expect(heartbeats).toEqual([77]);
  });

  it('shares one buffer: a single busy series may fill all of it', async () => {
    const { lane, lost, offer } = makeSlowLane(4, { maxBufferedReadings: 100, maxReadingsPerRequest: 1000 });
    offer([0, 0], ...numbers(99).map((n) => [5, n] as const));
    expect(lane.waitingReadings).toBe(100);
    expect(lost).toEqual([]);
    offer([0, 1], ...numbers(9).map((n) => [5, n] as const));
    expect(lane.waitingReadings).toBe(100);
    expect(lost).toEqual([['buffer-full', 10]]);
  });
});
