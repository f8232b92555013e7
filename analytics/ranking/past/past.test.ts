import { describe, expect, it } from 'vitest';
import type { RankingRow } from '../ranking-row.ts';
import { Company } from './company.ts';
import { ContextFeatures } from './context-features.ts';
import { DecayedCounts } from './decayed-counts.ts';
import { NameClusters } from './name-clusters.ts';
import { RowKeys } from './row-keys.ts';

const SITE = 0;
const MIDNIGHT = 1_699_920_000;

function row(fields: Partial<RankingRow>): RankingRow {
  return {
    timeSeconds: MIDNIGHT,
    type: 'motion',
    site: 'lab',
    sensor: 'door 1',
    latitude: NaN,
    longitude: NaN,
    numbers: [],
    words: [],
    ...fields,
  };
}

describe('decayed counts', () => {
  it('fade with time and know how long ago the last was', () => {
    const counts = new DecayedCounts();
    counts.touch(3, 1000);
    expect(counts.seen.sinceSeconds).toBeNaN();
    counts.touch(3, 1600);
    expect(counts.seen.sinceSeconds).toBe(600);
    expect(counts.seen.in10Minutes).toBeCloseTo(Math.exp(-1));
    expect(counts.seen.total).toBe(1);
  });

  it('keep keys apart and take a clock that goes back for no time', () => {
    const counts = new DecayedCounts();
    for (let key = 0; key < 500; key++) counts.touch(key, 1000);
    counts.touch(499, 900);
    expect(counts.seen.sinceSeconds).toBe(0);
    expect(counts.seen.in10Minutes).toBe(1);
  });
});

describe('company', () => {
  it('counts other sensors and types within a minute and within ten', () => {
    const company = new Company();
    company.remember(SITE, 0, 1, 1, 2);
    company.remember(SITE, 500, 2, 2, 5);
    company.remember(SITE, 510, 3, 7, 1);
    company.look(SITE, 550, 3, 7);
    expect([company.sensorsNear, company.sensorsMiddle]).toEqual([1, 2]);
    expect([company.typesNear, company.typesMiddle]).toEqual([1, 2]);
    expect([company.rarestNear, company.rarestMiddle]).toEqual([5, 5]);
    expect([...company.types.subarray(0, company.to)]).toEqual([3, 2, 1]);
    expect([...company.sameSensor.subarray(0, company.to)]).toEqual([1, 0, 0]);
  });

  it('forgets after an hour and never looks at another site', () => {
    const company = new Company();
    company.remember(SITE, 0, 1, 1, 0);
    company.remember(SITE + 1, 3500, 1, 1, 0);
    company.look(SITE, 3601, 1, 2);
    expect(company.to).toBe(0);
  });
});

describe('the features of the past', () => {
  const featuresOf = (rows: readonly RankingRow[]) => {
    const keys = new RowKeys(NameClusters.none);
    const past = new ContextFeatures(['level']);
    const out = new Float64Array(past.features.length);
    for (const each of rows) past.observe(keys.keysOf(each), out, 0);
    return (name: string) => out[past.features.findIndex((feature) => feature.name === name)];
  };

  it('are those of the moment before the row', () => {
    const first = featuresOf([row({ numbers: [7] })]);
    expect(first('sensor seconds since')).toBeNaN();
    expect(first('site in 24 h')).toBe(0);
    expect(first('column level')).toBe(7);
    const second = featuresOf([row({}), row({ timeSeconds: MIDNIGHT + 60, sensor: 'door 2' })]);
    expect(second('sensor in all')).toBe(0);
    expect(second('site seconds since')).toBeCloseTo(Math.log1p(60));
    expect(second('other sensors in 60 s')).toBe(1);
  });

  it('know the hour and the day of the week', () => {
    const sunday = featuresOf([row({ timeSeconds: Date.UTC(2026, 1, 1, 13) / 1000 })]);
    expect([sunday('hour'), sunday('weekday'), sunday('weekend')]).toEqual([13.25, 0, 1]);
  });

  it('keep sensors of the same name at two sites apart', () => {
    const other = featuresOf([row({}), row({ site: 'shop' })]);
    expect(other('sensor in all')).toBe(0);
    expect(other('room in all')).toBeCloseTo(Math.log1p(1));
  });
});

describe('name clusters', () => {
  const clusters = NameClusters.of(['door 1', 'door 2', 'camera north', 'camera south', 'pump 7']);

  it('gather names that share letters, known or not', () => {
    expect(clusters.clusterOf('door 99')).toBe(clusters.clusterOf('door 1'));
    expect(clusters.clusterOf('camera west')).toBe(clusters.clusterOf('camera north'));
    expect(clusters.clusterOf('camera west')).not.toBe(clusters.clusterOf('door 1'));
  });

  it('have one for names that are like none', () => {
    expect(clusters.clusterOf('')).toBe(0);
    expect(NameClusters.none.clusterOf('door')).toBe(0);
  });
});
