import { expect, it } from 'vitest';
import { parseLine } from '../../collectors/formats/line-protocol.ts';
import { makeSeries } from '../../core/series.ts';
import { lineHead } from '../../storage/exporters/influxdb/line-text.ts';

it('a line that is written to InfluxDB is read back by /api/v2/write as the series it was', () => {
  const labels = [
    ['a b', 'c, d=e'],
    ['x', String.raw`"\q`],
  ] as const;
  const head = lineHead(makeSeries('süd, 1', 's=1', 'heart rate', { labels }));
  expect(parseLine(`${head}1.5 1700000000000`, 'ms')).toMatchObject({
    measurement: 'heart rate',
    tags: new Map([
      ['a b', 'c, d=e'],
      ['sensor', 's=1'],
      ['site', 'süd, 1'],
      ['x', String.raw`"\q`],
    ]),
    fields: new Map([['value', 1.5]]),
    timeMillis: 1_700_000_000_000,
  });
});
