import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { whatCounts, type Deed } from './deed.ts';
import { fitVersion } from './fit-version.ts';
import { modelVersionSchema, type ModelVersion } from './model-version.ts';
import { MINUTE, RankedRoom } from './test-support/ranked-room.ts';
import { VersionFiles } from './version-files.ts';

const ID = 'model-2026-02-01';

function required(version: ModelVersion | undefined): ModelVersion {
  if (version === undefined) throw new Error('it was not fitted');
  return version;
}

describe('a model fitted on what was closed', () => {
  const room = new RankedRoom();
  let version: ModelVersion;

  beforeAll(() => {
    room.playMadeUp(700, 1);
    version = required(fitVersion(whatCounts(room.trail, 10_000), ID, room.atMillis));
  });

  it('is the same for the same past, and survives being kept in a file, bit for bit', () => {
    expect(fitVersion(whatCounts(room.trail, 10_000), ID, room.atMillis)).toEqual(version);
    const files = new VersionFiles(temporaryFolder());
    files.write(version);
    expect(files.read(ID)).toEqual(version);
    expect(modelVersionSchema.parse(version)).toEqual(version);
  });

  it('tells on what it was fitted, and how the model and the rules did on what came later', () => {
    expect(version).toMatchObject({ openings: 700, closings: 700 });
    expect(version.backtest?.fitted.events).toBeGreaterThan(130);
    expect(version.backtest?.fitted.averagePrecision).toBeGreaterThan(version.trues / 700);
    expect(version.backtest?.rules.events).toBe(version.backtest?.fitted.events);
    for (const { predicted, happened } of version.backtest?.fitted.reliability ?? []) {
      expect(predicted >= 0 && predicted <= 1 && happened >= 0 && happened <= 1).toBe(true);
    }
  });

  it('is settled by what was known before the closings it is tested on, and fitted on these as well', () => {
    const closings = room.trail.filter(({ kind }) => kind === 'closed');
    const testedFrom = closings[Math.floor(closings.length * 0.8)]?.atMillis ?? 0;
    const flipped = room.trail.map((deed): Deed =>
      deed.kind === 'closed' && deed.atMillis >= testedFrom ? { ...deed, label: deed.label === 1 ? 0 : 1 } : deed,
    );
    const other = required(fitVersion(whatCounts(flipped, 10_000), ID, room.atMillis));
    expect([other.strengths, other.treeDepth, other.boostingShare, other.leftOut, other.core.line]).toEqual([
      version.strengths,
      version.treeDepth,
      version.boostingShare,
      version.leftOut,
      version.core.line,
    ]);
    expect(other.core.boosting).not.toEqual(version.core.boosting);
    expect(other.trues).not.toBe(version.trues);
  });

  it('ranks with its name, learns, and goes on after a restart as if there had been none', async () => {
    const [one, other] = [new RankedRoom(), new RankedRoom()];
    for (const each of [one, other]) {
      each.playMadeUp(700, 1);
      each.atMillis += MINUTE;
      await each.ranking.rebuild({ champion: version }, each.trail);
      each.playMadeUp(100, 3);
    }
    await other.restart();
    const later = one.playMadeUp(50, 4);
    expect(other.playMadeUp(50, 4)).toEqual(later);
    expect(new Set(later.map(({ model }) => model))).toEqual(new Set([ID]));
  });

  it('still ranks what opens while the clock stands before the last closing it knows', async () => {
    const fresh = new RankedRoom();
    await fresh.ranking.rebuild({ champion: version }, room.trail);
    fresh.atMillis = version.untilMillis - MINUTE;
    expect(fresh.open().likelihood.model).toBe(ID);
  });

  it('in the shadow is judged by what both said before events were closed', async () => {
    const shadowed = new RankedRoom();
    shadowed.playMadeUp(700, 1);
    shadowed.atMillis += MINUTE;
    await shadowed.ranking.rebuild({ champion: undefined, challenger: version }, shadowed.trail);
    expect(shadowed.ranking.judgeChallenger()).toBe('too-early');
    shadowed.playMadeUp(400, 5);
    expect(shadowed.ranking.card().shadow?.events).toBe(400);
    expect(shadowed.ranking.judgeChallenger()).toBe('better');
    shadowed.ranking.promote();
    shadowed.atMillis += MINUTE;
    expect(shadowed.open().likelihood.model).toBe(ID);
    expect(shadowed.ranking.card().shadow).toBeNull();
  });

  it('is not made of too few true closings', () => {
    const falses = room.trail.flatMap((deed): Deed[] => [deed.kind === 'closed' ? { ...deed, label: 0 } : deed]);
    expect(fitVersion(whatCounts(falses, 10_000), ID, 0)).toBeUndefined();
  });

  it('that was made for other features is refused with a remedy, and what ranked goes on', async () => {
    const { core } = version;
    const odd = { ...version, core: { ...core, featureNames: core.featureNames.toReversed() } };
    const fresh = new RankedRoom();
    await expect(fresh.ranking.rebuild({ champion: odd }, [])).rejects.toMatchObject({ reason: 'configuration' });
    expect(fresh.open().likelihood.model).toBe('rules');
  });
});

describe('the files of versions', () => {
  it('are the latest and those in use, and say when one is missing', () => {
    const folder = temporaryFolder();
    expect(new VersionFiles(`${folder}/nowhere`).list()).toEqual([]);
    for (const name of ['model-1', 'model-2', 'model-3']) writeFileSync(`${folder}/${name}.json`, '{}');
    const files = new VersionFiles(folder);
    files.prune(1, ['model-1']);
    expect(files.list()).toEqual(['model-1', 'model-3']);
    expect(() => files.read('model-2')).toThrow('there is no ranking model');
    expect(() => files.read('model-3')).toThrow('cannot be read');
    expect(() => files.read('../model-3')).toThrow('there is no ranking model');
  });
});
