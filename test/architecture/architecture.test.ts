import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { brokenImports } from './house-rule.ts';
import { readSources, type SourceFile } from './imports.ts';

const ROOT = join(fileURLToPath(import.meta.url), '..', '..', '..');
const sources = readSources(ROOT);

function source(path: string, ...imports: string[]): SourceFile {
  return { path, text: '', imports };
}

describe('the house', () => {
  it('keeps its one rule about imports', () => {
    expect(brokenImports(sources)).toEqual([]);
  });

  it('was looked at whole', () => {
    const count = (folder: string): number => sources.filter((each) => each.path.startsWith(`${folder}/`)).length;
    expect(sources.length).toBeGreaterThan(250);
    for (const folder of ['core', 'storage', 'collectors', 'analytics', 'alerts', 'console', 'app', 'dashboards']) {
      expect([folder, count(folder) >= 5]).toEqual([folder, true]);
    }
    const importing = sources.filter((each) => each.imports.length > 0);
    expect(importing.length).toBeGreaterThan(200);
  });

  it('reads clocks only through the port', () => {
    const offenders = sources
      .filter(
        (each) =>
          !/^(?:test|bench|flows|console\/web|runtime|app\/cli)\/|\.test\.tsx?$|-contract\.ts$|testing\//.test(
            each.path,
          ),
      )
      .filter((each) => /\bDate\.now\(\)|\bnew Date\(\)|\bperformance\.now\(\)/.test(each.text))
      .map((each) => each.path);
    expect(offenders).toEqual([]);
  });

  it('has no process or timers in its core', () => {
    const offenders = sources
      .filter((each) => each.path.startsWith('core/') && !each.path.endsWith('.test.ts'))
      .filter((each) => /\bprocess\.|\bset(?:Timeout|Interval|Immediate)\(|from 'node:/.test(each.text))
      .map((each) => each.path);
    expect(offenders).toEqual([]);
  });
});

describe('the rule itself', () => {
  it.each([
    [source('core/a.ts', 'runtime/b.ts')],
    [source('collectors/mqtt/a.ts', 'analytics/b.ts')],
    [source('collectors/mqtt/a.ts', 'collectors/snmp/b.ts')],
    [source('alerts/notifiers/email/a.ts', 'alerts/notifiers/log/b.ts')],
    [source('storage/exporters/influxdb/a.ts', 'storage/exporters/remote-write/b.ts')],
    [source('storage/audit/a.ts', 'app/b.ts')],
    [source('unknown/a.ts', 'core/b.ts')],
  ])('finds %j', (broken) => {
    expect(brokenImports([broken])).toHaveLength(1);
  });

  it.each([
    [source('collectors/mqtt/a.ts', 'core/b.ts', 'collectors/formats/c.ts', 'runtime/d.ts')],
    [source('alerts/dispatch/a.ts', 'alerts/compose-message.ts')],
    [source('app/a.ts', 'collectors/mqtt/plugin.ts')],
  ])('allows %j', (fine) => {
    expect(brokenImports([fine])).toEqual([]);
  });
});
