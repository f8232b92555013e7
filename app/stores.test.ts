import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { houseSchema } from '../config/schema.ts';
import { Failure } from '../core/failure.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { StageMetrics } from './stage-metrics.ts';
import { openStores, type Stores } from './stores.ts';

function open(dataDir: string): Stores {
  const observer = { historyFault: () => undefined, memoryHealth: () => undefined, memoryBreaker: () => undefined };
  const house = houseSchema.parse({ dataDir });
  return openStores(house, systemClock, new StageMetrics(new Registry()), observer);
}

function failureOf(attempt: () => unknown): Failure {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('the stores', () => {
  it('make the data folder, which nobody else may read', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    const { audit, auditPast, history, memory } = open(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await Promise.all([history.stop(), memory.stop()]);
    await auditPast.stop();
    await audit.stop();
  });

  it('say where the data folder cannot be made, and what to do', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const failure = failureOf(() => open(join(file, 'data')));
    expect(failure).toMatchObject({ reason: 'configuration', retryable: false });
    expect(failure.message).toContain(join(file, 'data'));
    expect(failure.remedy).toContain('TELLTALE_DATA_DIR');
  });

  it('say which file in the data folder cannot be used', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'audit.db'));
    const failure = failureOf(() => open(folder));
    expect(failure.message).toContain(join(folder, 'audit.db'));
    expect(failure.remedy).not.toBe('');
  });
});
