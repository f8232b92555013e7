import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { promtool } from '../../test/support/prometheus.ts';
import { ALERTS } from './all-alerts.ts';
import { WATCHDOG } from './alerts/watchdog.ts';
import { RECORDINGS } from './recordings.ts';

interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts: readonly object[] }[];
  }[];
}

describe('the rule file', () => {
  it('passes "promtool check rules"', async () => {
    const result = await promtool('check', 'rules', 'dashboards/prometheus/telltale.rules.yml');
    expect(result).toMatchObject({ exitCode: 0 });
  });

  it('passes its rule tests', async () => {
    const result = await promtool('test', 'rules', 'dashboards/prometheus/telltale.rules.test.yml');
    expect(result.output).toContain('SUCCESS');
    expect(result.exitCode).toBe(0);
  });

  it('names recordings level:metric:operations', () => {
    for (const rule of RECORDINGS) expect(rule.name).toMatch(/^[a-z_]+:[a-z_]+:[a-z0-9_]+\d+[mh]$/);
  });
});

describe.each([...RECORDINGS, ...ALERTS])('rule $name', ({ name, expr }) => {
  it('keeps every label it does not name, so that it holds for any number of instances', () => {
    expect(expr).not.toMatch(/\bby\s*\(/);
  });

  it('has no counter’s ending in the name of a rate', () => {
    expect(name).not.toContain('_total');
  });
});

describe.each(ALERTS)('alert $name', (alert) => {
  it('is named and worded as its readers expect', () => {
    expect(alert.name).toMatch(/^Telltale[A-Z][A-Za-z]+$/);
    expect(alert.summary).toMatch(/^[A-Z][^.{}]+\.$/);
    expect(alert.description).toMatch(/\.$/);
  });

  it('has a test in which it fires', async () => {
    expect((await casesOf(alert.name)).some((alerts) => alerts.length > 0)).toBe(true);
  });
});

describe.each(ALERTS.filter((alert) => alert !== WATCHDOG))('alert $name', (alert) => {
  it('has a test in which it does not fire', async () => {
    expect((await casesOf(alert.name)).some((alerts) => alerts.length === 0)).toBe(true);
  });
});

/** What each test expects of the alert. */
async function casesOf(alertName: string): Promise<readonly (readonly object[])[]> {
  const file: RuleTests = parse(await readFile('dashboards/prometheus/telltale.rules.test.yml', 'utf8'));
  return file.tests
    .flatMap((test) => test.alert_rule_test ?? [])
    .filter((test) => test.alertname === alertName)
    .map((test) => test.exp_alerts);
}
