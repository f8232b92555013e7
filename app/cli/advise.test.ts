import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../analytics/test-support/seeded-random.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

const START_MILLIS = Date.UTC(2026, 0, 1);

function timeOf(row: number): string {
  return new Date(START_MILLIS + row * 300_000).toISOString();
}

/** Five minutes a row; an hour of trouble at each of the given rows. */
function seriesText(rows: number, troubles: readonly number[]): string {
  const random = new SeededRandom(2);
  const lines = Array.from({ length: rows }, (_, row) => {
    const isTrouble = troubles.some((first) => row >= first && row < first + 12);
    return `${timeOf(row)},${(20 + random.gaussian() + (isTrouble ? 15 : 0)).toFixed(2)}`;
  });
  return ['timestamp,value', ...lines].join('\n');
}

function incidentsText(troubles: readonly number[]): string {
  return ['start,end,name', ...troubles.map((row, n) => `${timeOf(row)},${timeOf(row + 12)},trouble ${n}`)].join('\n');
}

async function adviseOn(series: string, incidents: string, ...words: string[]) {
  const folder = temporaryFolder();
  const [seriesFile, incidentsFile] = [join(folder, 'series.csv'), join(folder, 'incidents.csv')];
  writeFileSync(seriesFile, series);
  writeFileSync(incidentsFile, incidents);
  return await runCli(['advise', '--input', seriesFile, '--incidents', incidentsFile, ...words]);
}

const TROUBLES = [900, 1700, 2600, 3300];

describe('telltale advise', () => {
  it('draws the score, tells what thresholds are worth, and what to write', async () => {
    const { code, printed } = await adviseOn(seriesText(4000, TROUBLES), incidentsText(TROUBLES));
    const text = printed.join('\n');
    expect(code).toBe(0);
    expect(text).toContain('4000 rows from 2026-01-01 00:00');
    expect(text).toMatch(/warn.*\|.*-+#/);
    expect(text).toMatch(/incidents \| +\^+ +\^+ +\^+ +\^+/);
    expect(text).toMatch(/warn +on these incidents +score [\d.]+ +\d+ +\d+ % +4 of 4/);
    expect(text).toMatch(/value +on these incidents +above [\d.]+ +4 +100 % +4 of 4/);
    expect(text).toMatch(/each left out +4 +100 % +4 of 4/);
    expect(text).toMatch(/A plain limit, above \d/);
    expect(text).toContain('      sensitivity: ');
  });

  it('says the same as one JSON object', async () => {
    const { printed } = await adviseOn(seriesText(4000, TROUBLES), incidentsText(TROUBLES), '--json');
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      rows: 4000,
      incidents: 4,
      warn: { inSample: { recall: 1 }, outOfSample: { incidents: 4 } },
      value: { side: 'above' },
    });
  });

  it('claims nothing of two incidents, and nothing at all of too little past', async () => {
    const few = await adviseOn(seriesText(2000, TROUBLES.slice(0, 2)), incidentsText(TROUBLES.slice(0, 2)));
    expect(few.printed.join('\n')).toContain('With 2 incidents nothing can be said of incidents to come');
    const short = await adviseOn(seriesText(100, [50]), incidentsText([50]));
    expect(short.code).toBe(0);
    expect(short.printed.join('\n')).toContain('Left out: trouble 0 (2026-01-01 04:10 UTC): too little past.');
    expect(short.printed.join('\n')).toContain('No advice: the whole series is too little past');
  });

  it('lets an incident without an end last as long as the others', async () => {
    const incidents = `${incidentsText(TROUBLES.slice(0, 3))}\n${timeOf(3300)},,open`;
    const { printed } = await adviseOn(seriesText(4000, TROUBLES), incidents, '--json');
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ warn: { inSample: { recall: 1 } } });
  });

  it.each([
    ['start,end\nyesterday,', 'incidents.csv: Line 2: "yesterday" is no time'],
    ['start,end\n', 'incidents.csv: There is no incident in the file'],
    ['from,to\n1,2', 'incidents.csv: Line 1: the header must name the columns start and end.'],
    ['start,end\n2026-01-02,2026-01-01', 'incidents.csv: Line 2: the incident ends before it starts.'],
  ])('refuses the incidents %j', async (incidents, complaint) => {
    const { code, complaints } = await adviseOn(seriesText(300, []), incidents);
    expect(code).toBe(2);
    expect(complaints[0]).toContain(complaint);
  });

  it.each([
    ['timestamp,value\n2026-01-02,1\n2026-01-01,1', 'series.csv: Line 3: its time lies before that of the row above'],
    ['timestamp,value\n2026-01-02,one', 'series.csv: Line 2: "one" is no number'],
    ['timestamp,value\n', 'series.csv: There is no row in the series.'],
  ])('refuses the series %j', async (series, complaint) => {
    const { code, complaints } = await adviseOn(series, incidentsText([1]));
    expect(code).toBe(2);
    expect(complaints[0]).toContain(complaint);
  });

  it('asks for both files', async () => {
    expect((await runCli(['advise', '--input', 'x.csv'])).complaints[0]).toContain('--incidents');
    expect((await runCli(['advise'])).complaints[0]).toContain('--input');
  });
});
