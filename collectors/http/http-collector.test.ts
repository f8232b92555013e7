import { describe, expect, it, vi } from 'vitest';
import { makeContext, RecordingSink } from '../../test/support/recording-sink.ts';
import { HttpCollector } from './http-collector.ts';
import plugin from './plugin.ts';

function makeCollector(sink = new RecordingSink(), settings: object = {}) {
  return { sink, collector: new HttpCollector(plugin.configSchema.parse(settings), makeContext(sink)) };
}

const GOOD = { site: 'lab', sensor: 's1', metric: 'temperature', value: 21.5 };

describe('posted readings', () => {
  it.each([
    ['an array', JSON.stringify([GOOD, { ...GOOD, value: 22 }])],
    ['lines', `${JSON.stringify(GOOD)}\n${JSON.stringify({ ...GOOD, value: 22 })}\n`],
  ])('may be %s', async (_form, body) => {
    const { sink, collector } = makeCollector();
    expect(await collector.readings(Buffer.from(body))).toEqual({ accepted: 2, rejected: 0, problems: [] });
    expect(sink.recorded.map((reading) => reading.value)).toEqual([21.5, 22]);
    expect(sink.recorded[0]?.key).toBe('temperature{sensor="s1",site="lab"}');
  });

  it('of too many lines are refused before any is parsed', async () => {
    const { collector } = makeCollector(new RecordingSink(), { maxRows: 2 });
    const parse = vi.spyOn(JSON, 'parse');
    const result = await collector.readings(Buffer.from('x\nx\nx\n'));
    const parses = parse.mock.calls.length;
    parse.mockRestore();
    expect(result).toMatchObject({ rejected: 1, problems: [{ reason: 'too-large' }] });
    expect(parses).toBe(1);
  });

  it('keep the device time where it is believable', async () => {
    const { sink, collector } = makeCollector();
    const time = Date.now() - 60_000;
    const rows = [
      { ...GOOD, time },
      { ...GOOD, time: 5 },
      { ...GOOD, time: '2100-01-01T00:00:00Z' },
    ];
    expect(await collector.readings(Buffer.from(JSON.stringify(rows)))).toMatchObject({ accepted: 3 });
    expect(sink.recorded[0]?.observedAtMillis).toBe(time);
    expect(sink.recorded[1]?.observedAtMillis).toBeGreaterThan(time);
    expect(Object.fromEntries(sink.rejected)).toEqual({ 'device-time-past': 1, 'device-time-future': 1 });
  });

  it('that are wrong are counted, named by row, and harm nobody', async () => {
    const { sink, collector } = makeCollector(new RecordingSink({ maxSeries: 1, maxSeriesPerSensor: 9 }));
    const rows = [
      GOOD,
      { ...GOOD, value: 'x' },
      { ...GOOD, site: '' },
      { ...GOOD, time: 'soon' },
      { ...GOOD, metric: 'm'.repeat(300) },
      { ...GOOD, metric: 'one too many' },
      7,
    ];
    const body = rows
      .map((row) => JSON.stringify(row))
      .concat('{"value": 1e999', '{"broken')
      .join('\n');
    const result = await collector.readings(Buffer.from(body));
    expect(result).toMatchObject({ accepted: 1, rejected: 8 });
    expect(result.problems.map((problem) => [problem.row, problem.reason])).toEqual([
      [2, 'wrong-type'],
      [3, 'wrong-type'],
      [4, 'wrong-type'],
      [5, 'too-large'],
      [6, 'series-limit'],
      [7, 'wrong-type'],
      [8, 'not-json'],
      [9, 'not-json'],
    ]);
    expect(sink.rejected.get('series-limit')).toBe(1);
    expect(sink.recorded).toHaveLength(1);
  });

  it.each([
    ['', 'wrong-type'],
    ['{"broken', 'not-json'],
    ['[1e999', 'not-json'],
  ])('%j as a whole is refused', async (body, reason) => {
    const { collector } = makeCollector();
    expect(await collector.readings(Buffer.from(body))).toMatchObject({ accepted: 0, problems: [{ row: 1, reason }] });
  });

  it('of more rows than allowed are refused whole', async () => {
    const { collector } = makeCollector(new RecordingSink(), { maxRows: 2 });
    const result = await collector.readings(Buffer.from(JSON.stringify([GOOD, GOOD, GOOD])));
    expect(result).toMatchObject({ accepted: 0, problems: [{ reason: 'too-large' }] });
  });
});

describe('posted signals', () => {
  it('become alarms with the same identity on every delivery', async () => {
    const { sink, collector } = makeCollector();
    const body = Buffer.from(JSON.stringify({ site: 'lab', sensor: 'door', type: 'motion', id: 'a1' }));
    expect(await collector.signals(body)).toMatchObject({ accepted: 1 });
    expect(await collector.signals(body)).toMatchObject({ accepted: 1 });
    expect(sink.signalled.map((signal) => signal.id)).toEqual([sink.signalled[0]?.id, sink.signalled[0]?.id]);
    expect(sink.signalled[0]).toMatchObject({ class: 'intrusion', deviceId: 'a1' });
  });
});

describe('posted lines', () => {
  it('become readings, the broken ones named by line', async () => {
    const { sink, collector } = makeCollector();
    const body = '# comment\ncpu,host=web1,site=hq usage=5,idle=95\nbroken\n\nload value=2 1\n';
    const result = await collector.lineProtocol(Buffer.from(body), 's');
    expect(result).toMatchObject({ accepted: 2, rejected: 1, problems: [{ row: 3, reason: 'bad-line' }] });
    expect(sink.recorded.map((reading) => reading.key)).toEqual([
      'cpu_usage{sensor="web1",site="hq"}',
      'cpu_idle{sensor="web1",site="hq"}',
      'load{sensor="load",site="http"}',
    ]);
  });
});
