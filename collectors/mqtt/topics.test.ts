import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mqttConfigSchema } from './config.ts';
import { RouteTable } from './route-table.ts';
import { parseTopicPattern } from './topic-pattern.ts';
import { routeOf } from './topic-route.ts';

describe('a topic pattern', () => {
  it('names levels and subscribes to them', () => {
    const pattern = parseTopicPattern('plant/{site}/x/{rest...}');
    expect(pattern.filter).toBe('plant/+/x/#');
    expect([...(pattern.match('plant/a/x/b/c'.split('/')) ?? [])]).toEqual([
      ['site', 'a'],
      ['rest', 'b/c'],
    ]);
    expect(pattern.match('plant/a/y/b'.split('/'))).toBeUndefined();
  });

  it.each(['a/{rest...}/b', 'a/+/b', 'a/b#', 'x{site}'])('%s is not one', (text) => {
    expect(() => parseTopicPattern(text)).toThrow(RangeError);
  });
});

describe('the route of a topic', () => {
  const { mappings } = mqttConfigSchema.parse({
    mappings: [
      { topic: 'zigbee2mqtt/{sensor}', site: 'home' },
      { topic: 'panel/{site}/{sensor}/event', kind: 'alarm' },
    ],
  });

  it.each([
    ['telltale/lab/s1/temperature', { kind: 'reading', site: 'lab', sensor: 's1', metric: 'temperature' }],
    ['telltale/lab/s1', { kind: 'reading', site: 'lab', sensor: 's1', metric: '' }],
    ['telltale/lab/s1/alarm', { kind: 'alarm', site: 'lab', sensor: 's1' }],
    ['telltale//s1/temperature', { kind: 'refused' }],
    ['zigbee2mqtt/kitchen', { kind: 'reading', site: 'home', sensor: 'kitchen', metric: '' }],
    ['panel/hq/door/event', { kind: 'alarm', site: 'hq', sensor: 'door' }],
    ['a/b/c', { kind: 'reading', site: 'mqtt', sensor: 'a/b', metric: 'c' }],
    ['x'.repeat(600), { kind: 'refused' }],
    ['telltale/lab/\0/temperature', { kind: 'refused' }],
  ])('%s', (topic, route) => {
    expect(routeOf(topic, mappings)).toMatchObject(route);
  });
});

describe('RouteTable', () => {
  it('finds what was added, among any other topics', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 20 }), { maxLength: 3000 }), (topics) => {
        const table = new RouteTable();
        topics.forEach((topic) => {
          const bytes = Buffer.from(`${topic}|`);
          if (table.find(bytes, 0, bytes.length) === undefined)
            table.add(bytes, 0, bytes.length, { kind: 'tapped', topic });
        });
        for (const topic of topics) {
          const bytes = Buffer.from(`__${topic}|__`);
          expect(table.find(bytes, 2, bytes.length - 2)).toEqual({ kind: 'tapped', topic });
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps topics of its own when the buffer they were read from is written over', () => {
    const table = new RouteTable();
    const buffer = Buffer.from('first');
    table.add(buffer, 0, buffer.length, { kind: 'tapped', topic: 'first' });
    buffer.write('other');
    expect(table.find(buffer, 0, buffer.length)).toBeUndefined();
    expect(table.find(Buffer.from('first'), 0, 5)).toEqual({ kind: 'tapped', topic: 'first' });
  });

  it('stays bounded when a publisher invents topics', () => {
    const table = new RouteTable(1000);
    for (let n = 0; n < 10_000; n += 1) {
      const bytes = Buffer.from(`topic${n}`);
      table.add(bytes, 0, bytes.length, { kind: 'tapped', topic: String(n) });
    }
    expect(table.size).toBeLessThanOrEqual(1000);
  });

  it('stays bounded when a publisher makes topics long', () => {
    const table = new RouteTable(1000, 100_000);
    for (let n = 0; n < 100; n += 1) {
      const bytes = Buffer.alloc(60_000, n);
      table.add(bytes, 0, bytes.length, { kind: 'refused', detail: 'too long' });
    }
    expect(table.size).toBeLessThanOrEqual(2);
  });
});
