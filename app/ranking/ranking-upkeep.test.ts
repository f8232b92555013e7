import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { DeskRanking } from '../../analytics/desk-ranking/desk-ranking.ts';
import { RankingMetrics } from '../../analytics/desk-ranking/metrics.ts';
import { VersionFiles } from '../../analytics/desk-ranking/version-files.ts';
import { RecordingTrail } from '../../events/testing/recording-trail.ts';
import { silentLogger } from '../../test/support/recording-sink.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { Failure } from '../../core/failure.ts';
import { RankingUpkeep, type RankingUpkeepDependencies } from './ranking-upkeep.ts';

const HOUR = 3_600_000;

function upkeepWith(changes: Partial<RankingUpkeepDependencies> = {}) {
  const clock = { now: Date.UTC(2026, 0, 1), nowMillis: () => clock.now, monotonicMillis: () => clock.now };
  const metrics = new RankingMetrics(new Registry());
  const ranking = new DeskRanking({
    earlyShare: 0,
    mostOpenings: 1000,
    logger: silentLogger,
    metrics,
    onWithdrawn: () => undefined,
  });
  const trail = new RecordingTrail();
  const asked: string[] = [];
  const upkeep = new RankingUpkeep({
    ranking,
    versions: new VersionFiles(temporaryFolder()),
    audit: trail,
    auditFile: 'audit.db',
    settings: { refitHours: 24, pastDays: 30, mostOpenings: 1000, keepVersions: 3 },
    readDeeds: async () => {
      asked.push('read');
      return [];
    },
    refit: async ({ id }) => {
      asked.push(id);
      return { kind: 'too-few-closings' };
    },
    raise: () => undefined,
    metrics,
    clock,
    logger: silentLogger,
    ...changes,
  });
  return { upkeep, clock, trail, asked };
}

describe('the upkeep of ranking', () => {
  it('tries to fit a first model every hour, and says what came of it', async () => {
    const { upkeep, clock, asked } = upkeepWith();
    await upkeep.start();
    await upkeep.lookAfter();
    await upkeep.lookAfter();
    clock.now += HOUR;
    await upkeep.lookAfter();
    await upkeep.stop();
    expect(asked).toEqual(['read', 'model-2026-01-01-00-00-00', 'model-2026-01-01-01-00-00']);
    expect(upkeep.card().refit).toMatchObject({ state: 'idle', lastOutcome: 'too-few-closings' });
  });

  it('goes on when a refit fails', async () => {
    const { upkeep } = upkeepWith({ refit: async () => await Promise.reject(new Error('no memory')) });
    await upkeep.start();
    upkeep.refit();
    await upkeep.stop();
    expect(upkeep.card().refit).toMatchObject({ state: 'idle', lastOutcome: 'failed' });
  });

  it('builds the models anew once after closings were taken back', async () => {
    const { upkeep, asked } = upkeepWith();
    await upkeep.start();
    upkeep.noteWithdrawn();
    upkeep.noteWithdrawn();
    await upkeep.lookAfter();
    await upkeep.lookAfter();
    expect(asked.filter((each) => each === 'read')).toHaveLength(2);
  });

  it('goes back to the rules and writes it to the trail; a version that is not there is refused with a remedy', async () => {
    const { upkeep, trail } = upkeepWith();
    await upkeep.start();
    await upkeep.rollBack('rules', 'anna');
    expect(await trail.latestSettings('ranking.')).toEqual(
      new Map([
        ['ranking.challenger', undefined],
        ['ranking.champion', 'rules'],
      ]),
    );
    await expect(upkeep.rollBack('model-1', 'anna')).rejects.toBeInstanceOf(Failure);
  });

  it('starts by the rules where the model that ranked cannot be read any more', async () => {
    const { upkeep, trail } = upkeepWith();
    const setting = { path: 'ranking.champion', after: 'model-1' };
    await trail.append([{ kind: 'setting', atMillis: 0, setting }]);
    await upkeep.start();
    expect(upkeep.card().versions).toEqual([{ id: 'rules', role: 'champion' }]);
  });
});
