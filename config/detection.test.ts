import { describe, expect, it } from 'vitest';
import { effectiveSettings } from './effective-settings.ts';
import { load, problemLines } from './test-support/try-config.ts';

const overrides = (entry: string): string => `detection: {overrides: [${entry}]}`;

describe('overrides of the detection', () => {
  it('are none by default, and take what is written', () => {
    expect(load('').house.detection.overrides).toEqual([]);
    const entry = '{match: {site: "north*"}, kind: counter, direction: above, leastDeviation: 0.5, enabled: false}';
    expect(load(overrides(entry)).house.detection.overrides).toEqual([
      { match: { site: 'north*' }, kind: 'counter', direction: 'above', leastDeviation: 0.5, enabled: false },
    ]);
  });

  it.each([
    ['{kind: gauge}', 'match: missing: must be a mapping of names to values'],
    ['{match: {}}', 'match: {}: must name at least one label, such as {site: "north*"}'],
    ['{match: {site: 7}}', 'match.site: 7: must be text'],
    ['{match: {site: a}, kind: gage}', 'kind: "gage": must be one of: gauge, counter, events, state'],
    ['{match: {site: a}, direction: up}', 'direction: "up": must be one of: above, below, both'],
    ['{match: {site: a}, leastDeviation: -1}', 'leastDeviation: -1: must be a number of at least 0'],
    ['{match: {site: a}, leastDeviation: true}', 'leastDeviation: true: must be a number of at least 0'],
    [
      '{match: {site: a}, minimumDurationSeconds: 1e9}',
      'minimumDurationSeconds: 1000000000: must be a number from 0 to 86400',
    ],
    ['{match: {site: a}, sensitivity: 2}', 'sensitivity: 2: must be one of: low, normal, high'],
    ['{match: {site: a}, enabled: "no"}', 'enabled: "no": must be true or false'],
    ['{match: {site: a}, detectors: {novelty: "off"}}', 'detectors.novelty: "off": must be true or false'],
    [
      '{match: {site: a}, detectors: {novel: false}}',
      'detectors.novel: unknown setting: remove it or correct its name; known here: novelty',
    ],
    [
      '{match: {site: a}, least: 1}',
      'least: unknown setting: remove it or correct its name; known here: match, kind, direction, leastDeviation, minimumDurationSeconds, sensitivity, detectors, enabled',
    ],
  ])('refuse %s with its remedy', (entry, problem) => {
    expect(problemLines(overrides(entry))).toEqual([`detection.overrides[0].${problem}`]);
  });

  it('are shown among the settings in force', () => {
    const shown = effectiveSettings(load(overrides('{match: {site: a}, leastDeviation: 2}')));
    expect(shown).toContainEqual({ path: 'detection.overrides[0].leastDeviation', value: '2', origin: 'file' });
  });
});
