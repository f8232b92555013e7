import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ALERTS } from './all-alerts.ts';
import { runbookOf } from './annotations.ts';

describe('runbooks', () => {
  it('are one page an alert and one alert a page', async () => {
    const pages = (await readdir('docs/runbooks')).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(ALERTS.map((alert) => `${alert.name}.md`).sort());
  });

  it.each(ALERTS)('tell about $name what it means, what it costs, how to find and how to end it', async (alert) => {
    const page = await readFile(runbookOf(alert.name), 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${alert.name}`);
    expect([...page.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual([
      'Meaning',
      'Impact',
      'Diagnosis',
      'Mitigation',
    ]);
  });
});
