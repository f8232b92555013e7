import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ManualTime } from '../test/support/manual-time.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { CollectorTally } from './collector-tally.ts';
import { Health } from './health.ts';

function makeHealth(dataDir: string) {
  const time = new ManualTime();
  const tally = new CollectorTally('mqtt');
  const health = new Health({
    clock: time,
    dataDir,
    tallies: [tally],
    known: () => ({
      version: '0',
      startedAtMillis: 0,
      faults: [],
      stages: [],
      exporters: [],
      breakers: [],
      seriesCount: 0,
      openEvents: 0,
    }),
  });
  return { time, tally, health };
}

describe('how Telltale is', () => {
  it('tells the rate of each source over the last minute only', async () => {
    const { time, tally, health } = makeHealth(temporaryFolder());
    tally.readings = 1000;
    await time.pass(5000);
    expect((await health.report()).sources[0]?.readingsPerSecond).toBe(200);
    for (let second = 0; second < 120; second += 2) {
      health.sample();
      await time.pass(2000);
      tally.readings += 4;
    }
    expect((await health.report()).sources[0]?.readingsPerSecond).toBeCloseTo(2, 0);
  });

  it('adds up the files of each store', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'detection'));
    writeFileSync(join(folder, 'audit.db'), 'x'.repeat(100));
    writeFileSync(join(folder, 'audit.db-wal'), 'x'.repeat(50));
    writeFileSync(join(folder, 'detection', 'shard-0'), 'x'.repeat(7));
    expect((await makeHealth(folder).health.report()).stores).toEqual([
      { name: 'audit', bytes: 150 },
      { name: 'history', bytes: 0 },
      { name: 'detection', bytes: 7 },
    ]);
  });

  it('notices that the clock of the machine was set', async () => {
    const { time, health } = makeHealth(temporaryFolder());
    await time.pass(60_000);
    expect((await health.report()).clockStepMillis).toBe(0);
    time.stepWallClock(-3_600_000);
    expect((await health.report()).clockStepMillis).toBe(-3_600_000);
  });
});
