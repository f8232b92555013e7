import { expect, it } from 'vitest';
import { SeriesRegistry } from '../core/series-registry.ts';
import { makeSeries } from '../core/series.ts';
import { sampleEvent } from '../test/support/sample-records.ts';
import { KnownSites } from './known-sites.ts';

it('finds sites and sensors by what they send, and says of them what the settings say', () => {
  const registry = new SeriesRegistry({ maxSeries: 10, maxSeriesPerSensor: 10 });
  registry.register(makeSeries('lab', 's1', 'temperature'));
  registry.register(makeSeries('lab', 's2', 'temperature'));
  const settings = {
    sites: {
      lab: { title: 'Laboratory', sensors: {}, sensorNames: { s2: 'Freezer' } },
      roof: { sensors: {}, sensorNames: {} },
    },
  };
  const openEvents = () => [sampleEvent({ site: 'gate', sensor: 'door' })];
  expect(new KnownSites({ settings, registry, openEvents }).sites()).toEqual([
    { site: 'gate', sensors: [{ sensor: 'door' }] },
    {
      site: 'lab',
      title: 'Laboratory',

      sensors: [{ sensor: 's1' }, { sensor: 's2', name: 'Freezer' }],
    },
    { site: 'roof', sensors: [] },
  ]);
});
