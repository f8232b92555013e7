import { describe, expect, it } from 'vitest';
import type { ReadingBatch } from '../core/reading-batch.ts';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';
import { SeriesRegistry } from '../core/series-registry.ts';
import { makeSeries } from '../core/series.ts';
import type { Signal } from '../core/signal.ts';
import { recordLog } from '../test/support/log-lines.ts';
import { ManualTime } from '../test/support/manual-time.ts';
import { sampleSignal } from '../test/support/sample-records.ts';
import { CountingSink } from './collector-sink.ts';
import { CollectorTally } from './collector-tally.ts';

function makeSink(commit: () => Promise<void> = async () => undefined) {
  const time = new ManualTime(9000);
  const log = recordLog();
  const tally = new CollectorTally('meter');
  const registry = new SeriesRegistry({ maxSeries: 1, maxSeriesPerSensor: 1 });
  const accepted: (ReadingBatch | readonly Signal[])[] = [];
  const accept = async (given: ReadingBatch | readonly Signal[]): Promise<void> => {
    accepted.push(given);
    await commit();
  };
  const targets = { registry, acceptReadings: accept, acceptSignals: accept, clock: time, logger: log.logger };
  return { sink: new CountingSink(targets, tally), tally, accepted, log };
}

function batchOf(count: number): ReadingBatch {
  const builder = new ReadingBatchBuilder();
  for (let row = 0; row < count; row += 1) builder.add(0, row, row);
  return builder.build(5000);
}

describe('the way in for a collector', () => {
  it('hands on and counts readings and signals, and remembers when', async () => {
    const { sink, tally, accepted } = makeSink();
    const batch = batchOf(3);
    await sink.readings(batch);
    expect(tally).toMatchObject({ readings: 3, lastSeenAtMillis: 5000 });
    const signals = [sampleSignal()];
    await sink.signals(signals);
    expect(tally).toMatchObject({ signals: 1, lastSeenAtMillis: 9000 });
    expect(accepted).toEqual([batch, signals]);
  });

  it('lets the collector know when something was not committed', async () => {
    const { sink } = makeSink(async () => {
      throw new Error('disk full');
    });
    await expect(sink.readings(batchOf(1))).rejects.toThrow('disk full');
    await expect(sink.signals([sampleSignal()])).rejects.toThrow('disk full');
  });

  it('counts a series that a limit refuses', () => {
    const { sink, tally } = makeSink();
    expect(sink.register(makeSeries('lab', 's1', 'temperature'))).toBe(0);
    expect(sink.register(makeSeries('lab', 's1', 'humidity'))).toBeUndefined();
    expect(sink.register(makeSeries('lab', 's1', 'temperature'))).toBe(0);
    expect(tally.rejected.get('series-limit')).toBe(1);
  });

  it('logs the first refusal of each reason, shortened, and counts the rest', () => {
    const { sink, tally, log } = makeSink();
    for (let n = 0; n < 1000; n += 1) sink.reject('not-json', 'x'.repeat(10_000));
    sink.reject('too-large', 'y');
    expect(tally.rejected.get('not-json')).toBe(1000);
    expect(log.lines()).toMatchObject([
      { level: 'warn', collector: 'meter', reason: 'not-json', detail: 'x'.repeat(200) },
      { level: 'warn', collector: 'meter', reason: 'too-large', detail: 'y' },
    ]);
  });
});
