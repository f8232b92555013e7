import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import { Failure } from '../core/failure.ts';
import type { ExporterPlugin } from '../core/ports/exporter.ts';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';
import { recordLog } from '../test/support/log-lines.ts';
import { ManualTime, settle } from '../test/support/manual-time.ts';
import { Exports } from './exports.ts';

const CAPACITY = 100;
const MINUTE = 60_000;

/** A store that can be switched off, behind the exports of a whole Telltale. */
function openExports() {
  const time = new ManualTime();
  const store = { isUp: true };
  const told: string[] = [];
  const plugin: ExporterPlugin = {
    kind: 'store',
    summary: '',
    configSchema: z.strictObject({}),
    environment: {},
    isEnabled: () => true,
    create: () => ({
      limits: {
        maxBufferedReadings: CAPACITY,
        maxReadingsPerRequest: 10,
        maxConcurrentRequests: 2,
        flushSeconds: 1,
        maxAgeSeconds: undefined,
      },
      send: async () => {
        if (!store.isUp) throw new Failure('no answer', { reason: 'unreachable', retryable: true, remedy: 'start it' });
      },
      stop: async () => undefined,
    }),
  };
  const metrics = new Registry();
  const exports = new Exports({
    plugins: [plugin],
    config: loadConfig(undefined, {}, { collectors: [], detectors: [], exporters: [plugin], notifiers: [] }),
    registry: { get: () => undefined },
    metrics,
    faults: {
      begin: (part, type) => void told.push(`${part} ${type}`),
      end: (part, type) => void told.push(`${part} no ${type}`),
    },
    breakerChanged: () => undefined,
    clock: time,
    logger: recordLog().logger,
    startTimer: time.startTimer,
  });
  exports.start();
  const offer = (count: number): void => {
    const builder = new ReadingBatchBuilder();
    for (let n = 0; n < count; n += 1) builder.add(n, time.nowMillis(), n);
    exports.offer(builder.build(time.nowMillis()));
  };
  return { time, store, told, metrics, exports, offer };
}

describe('the exports', () => {
  it('make a fault in the queue of a store that is down, and end it when it is back', async () => {
    const { time, store, told, offer } = openExports();
    store.isUp = false;
    offer(20);
    await settle();
    await time.pass(10 * MINUTE);
    expect(told).toEqual(['store exporter export-down']);
    store.isUp = true;
    await time.pass(MINUTE);
    expect(told).toEqual(['store exporter export-down', 'store exporter no export-down']);
  });

  it('say it in the queue and count it when a buffer is full, until there is room again', async () => {
    const { time, store, told, metrics, exports, offer } = openExports();
    store.isUp = false;
    offer(CAPACITY);
    await settle();
    expect(told.filter((line) => line.includes('buffer'))).toEqual([]);
    offer(CAPACITY);
    expect(told).toContain('store export buffer export-lost');
    const [status] = exports.status();
    expect(status).toMatchObject({ kind: 'store', capacityReadings: CAPACITY });
    expect(await metrics.metrics()).toMatch(
      /telltale_export_lost_readings_total\{exporter="store",reason="buffer-full"\} [1-9]/,
    );
    store.isUp = true;
    await time.pass(5 * MINUTE);
    expect(told).toContain('store export buffer no export-lost');
    expect(exports.status()[0]).toMatchObject({ waitingReadings: 0 });
  });
});
