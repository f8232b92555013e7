import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { discoverPlugins, PLUGIN_FOLDERS } from '../../app/discover-plugins.ts';
import { Failure } from '../../core/failure.ts';
import type { PluginDescription } from '../../core/ports/plugin.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { opinionsOf, type SlotReading } from '../../analytics/test-support/opinions-of.ts';
import { makeContext, silentLogger } from '../support/recording-sink.ts';

const ROOT = join(fileURLToPath(import.meta.url), '..', '..', '..');
const plugins = await discoverPlugins();
const SECTIONS = ['collectors', 'detectors', 'exporters', 'notifiers'] as const;
const all = SECTIONS.flatMap((section) =>
  plugins[section].map((plugin): [string, (typeof SECTIONS)[number], PluginDescription<unknown>] => [
    `${section}/${plugin.kind}`,
    section,
    plugin,
  ]),
);

/** A number without a unit in its name is allowed for counts, ratios and ports only. */
const UNIT_OR_COUNT =
  /(?:Seconds|Millis|Minutes|Hours|Days|Bytes|Ratio|Percent|Bpm|Port|port|Points|Readings|Rows|Slots|Messages|Failures|Attempts|Repetitions|Agents|Score|Factor|speed|alpha|beta|gamma|delta|concurrency|threshold|retries|Edge|Deviations|Rounds|Gain|Polls|Requests|Every|failures|scale|repetitions|Repetitions)/;

describe('the plug-in folders', () => {
  it.each(SECTIONS)('of %s are all found', (section) => {
    const folder = join(ROOT, PLUGIN_FOLDERS[section]);
    const withPlugin = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'plugin.ts')));
    expect(plugins[section].map((plugin) => plugin.kind)).toEqual(withPlugin.sort());
    expect(withPlugin.length).toBeGreaterThanOrEqual(2);
  });
});

describe.each(all)('%s', (_name, section, plugin) => {
  const folder = join(ROOT, PLUGIN_FOLDERS[section], plugin.kind);

  it('has a README, a sample and tests beside its code', () => {
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'sample.yml', 'plugin.ts']));
    expect(files.some((file) => file.endsWith('.test.ts'))).toBe(true);
    expect(readFileSync(join(folder, 'README.md'), 'utf8').length).toBeGreaterThan(200);
    expect(plugin.summary).toMatch(/^[A-Z][^\n]{10,160}$/);
  });

  it('has defaults for everything, and refuses what it does not know', () => {
    const defaults = plugin.configSchema.parse({});
    expect(typeof plugin.isEnabled(defaults)).toBe('boolean');
    expect(plugin.configSchema.safeParse({ surelyNotASetting: 1 }).success).toBe(false);
  });

  it('has a sample that its schema accepts', () => {
    const sample: unknown = parse(readFileSync(join(folder, 'sample.yml'), 'utf8'));
    const wrapped = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(sample);
    const settings = wrapped.success ? wrapped.data[section]?.[plugin.kind] : undefined;
    const parsed = plugin.configSchema.safeParse(settings);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(settings).toBeDefined();
  });

  it('names the unit of every number', () => {
    const schema = z.toJSONSchema(plugin.configSchema, { io: 'input', unrepresentable: 'any' });
    const offenders = numberNames(schema).filter((name) => !UNIT_OR_COUNT.test(name) && !/^max[A-Z]/.test(name));
    expect(offenders).toEqual([]);
  });

  it('takes its environment from names of its own', () => {
    for (const name of Object.keys(plugin.environment)) expect(name).toMatch(/^TELLTALE_[A-Z_]+$/);
  });
});

describe.each(plugins.collectors.map((plugin) => [plugin.kind, plugin] as const))('collector %s', (_kind, plugin) => {
  it('does nothing when it is created, and stops twice without having been started', async () => {
    const context = makeContext();
    const collector = plugin.create(plugin.configSchema.parse({}), context);
    await collector.stop();
    await collector.stop();
    expect(context.healths).toEqual([]);
    expect(context.sink.recorded).toEqual([]);
  });
});

describe.each(plugins.notifiers.map((plugin) => [plugin.kind, plugin] as const))('notifier %s', (kind, plugin) => {
  it('is created without I/O from its sample, wants something, and stops twice', async () => {
    const file = join(ROOT, PLUGIN_FOLDERS.notifiers, kind, 'sample.yml');
    const sample: unknown = parse(readFileSync(file, 'utf8'));
    const settings = z.object({ notifiers: z.record(z.string(), z.unknown()) }).parse(sample).notifiers[kind];
    const notifier = plugin.create(plugin.configSchema.parse(settings), { logger: silentLogger });
    expect(notifier.wants.size).toBeGreaterThan(0);
    await notifier.stop();
    await notifier.stop();
  });
});

describe.each(plugins.exporters.map((plugin) => [plugin.kind, plugin] as const))('exporter %s', (_kind, plugin) => {
  it('is off until somebody says where, is created without I/O, has bounds, and stops twice', async () => {
    const defaults = plugin.configSchema.parse({});
    expect(plugin.isEnabled(defaults)).toBe(false);
    const exporter = plugin.create(defaults, { clock: systemClock, seriesOf: () => undefined });
    expect(exporter.limits.maxBufferedReadings).toBeLessThan(10_000_000);
    expect(exporter.limits.maxReadingsPerRequest).toBeLessThanOrEqual(exporter.limits.maxBufferedReadings);
    await exporter.stop();
    await exporter.stop();
  });
});

describe.each(plugins.detectors.map((plugin) => [plugin.kind, plugin] as const))('detector %s', (_kind, plugin) => {
  it('says nothing of a series it knows too little of, and never lets slots touch each other', () => {
    const judge = (withNeighbour: boolean): number[] => {
      const detector = plugin.create(plugin.configSchema.parse({}));
      const readings = Array.from({ length: 300 }, (_, n): SlotReading[] => {
        const ours: SlotReading = [0, n * 60_000, 20 + Math.sin(n / 10)];
        return withNeighbour ? [[1, n * 60_000, n % 7 === 0 ? 1e9 : -n], ours] : [ours];
      }).flat();
      return opinionsOf(detector, readings)
        .filter((_, row) => readings[row]?.[0] === 0)
        .map(({ score }) => score);
    };
    const alone = judge(false);
    expect(alone[0]).toBeNaN();
    expect(judge(true)).toEqual(alone);
  });

  it('says the same however the readings are cut into batches, and after its state was saved and restored', () => {
    const create = () => plugin.create(plugin.configSchema.parse({}));
    const readings = Array.from({ length: 3 * 4 * 1440 }, (_, n): SlotReading => {
      const bump = n % 977 === 0 ? 30 : 0;
      return [n % 3, Math.floor(n / 3) * 60_000, 20 + 5 * Math.sin(n / 400) + Math.sin(n * n) + bump];
    });
    const half = readings.length / 2;
    const later = opinionsOf(create(), readings).slice(half);
    const live = create();
    for (let n = 0; n < half; n += 50) opinionsOf(live, readings.slice(n, Math.min(half, n + 50)));
    const restored = create();
    restored.restoreState(live.saveState(3), 3);
    expect(opinionsOf(restored, readings.slice(half))).toEqual(later);
    expect(opinionsOf(live, readings.slice(half))).toEqual(later);
    expect(later.some(({ score }) => score > 0)).toBe(true);
  });

  it('refuses the state of something else', () => {
    const create = () => plugin.create(plugin.configSchema.parse({}));
    const state = create().saveState(2);
    expect(() => create().restoreState(new Map([...state, ['other', new Float64Array(2)]]), 2)).toThrow(Failure);
    expect(() => create().restoreState(state, 3)).toThrow(Failure);
    expect(() => create().restoreState(new Map(), 2)).toThrow(Failure);
  });
});

function numberNames(schema: unknown, name = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const node = new Map(Object.entries(schema));
  const type: unknown = node.get('type');
  const own = type === 'number' || type === 'integer' ? [name] : [];
  const properties: unknown = node.get('properties');
  const children = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  return [
    ...own,
    ...children.flatMap(([childName, child]) => numberNames(child, childName)),
    ...numberNames(node.get('items'), name),
    ...['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
      const options: unknown = node.get(key);
      return Array.isArray(options) ? options.flatMap((option) => numberNames(option, name)) : [];
    }),
  ];
}
