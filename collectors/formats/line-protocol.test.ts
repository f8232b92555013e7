import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesKey } from '../../core/series.ts';
import { parseLine } from './line-protocol.ts';
import { seriesOfField } from './line-series.ts';
import { Refused } from './refused.ts';

function parse(line: string) {
  const point = parseLine(line, 'ns');
  if (point instanceof Refused) throw new Error(point.detail);
  return point;
}

describe('line protocol', () => {
  it('gives measurement, tags, numeric fields and time', () => {
    const point = parse(
      'weather,site=lab,sensor=roof temperature=21.5,count=3i,ok=true,note="a b,c=d" 1760000000123000000',
    );
    expect(point.measurement).toBe('weather');
    expect([...point.tags]).toEqual([
      ['site', 'lab'],
      ['sensor', 'roof'],
    ]);
    expect([...point.fields]).toEqual([
      ['temperature', 21.5],
      ['count', 3],
      ['ok', 1],
    ]);
    expect(point.timeMillis).toBe(1_760_000_000_123);
  });

  it('takes a line of texts alone for one without readings: nothing is wrong with it', () => {
    const point = parse('system,host=edge-1 uptime_format="1 day,  0:00" 1760000000000000000');
    expect([...point.fields]).toEqual([]);
  });

  it('understands escaped commas, spaces and equals signs', () => {
    const point = parse(String.raw`my\ metric,ta\,g=va\=lue fi\ eld=1`);
    expect(point.measurement).toBe('my metric');
    expect([...point.tags]).toEqual([['ta,g', 'va=lue']]);
    expect([...point.fields.keys()]).toEqual(['fi eld']);
  });

  it('takes quotes in names for what they are: only texts of fields are held together by them', () => {
    const point = parse(String.raw`disk,path=C:\Data,label="my,model=5" free=1,note="a b=c, d" 1760000000123000000`);
    expect([...point.tags]).toEqual([
      ['path', String.raw`C:\Data`],
      ['label', '"my'],
      ['model', '5"'],
    ]);
    expect([...point.fields]).toEqual([['free', 1]]);
  });

  it.each(['', 'm', 'm ', 'm f', 'm f=', 'm,t f=1', 'm,t= f=1', ',t=a f=1', 'm f=1 soon', 'm f=1 2 3', 'm f="open'])(
    '%j is refused',
    (line) => {
      expect(parseLine(line, 'ns')).toBeInstanceOf(Refused);
    },
  );

  it.each(['m f=NaN', 'm f=-Inf', 'm f=1e999'])('%s is not finite', (line) => {
    expect(parseLine(line, 'ns')).toMatchObject({ reason: 'not-finite' });
  });

  it('never throws, whatever the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => void parseLine(line, 'ms')),
      { numRuns: 3000 },
    );
  });

  it('names the series by its tags', () => {
    const series = seriesOfField(parse('cpu,host=web1,core=0 usage=5'), 'usage', 'somewhere');
    if (series instanceof Refused) throw new Error(series.detail);
    expect(seriesKey(series)).toBe('cpu_usage{core="0",sensor="web1",site="somewhere"}');
  });
});
