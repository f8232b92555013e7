import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

function seriesFile(rows: string): string {
  const file = join(temporaryFolder(), 'series.csv');
  writeFileSync(file, `timestamp,value\n${rows}`);
  return file;
}

const ROWS = '60,1\n120,-2\n180,\n240,4\n';

describe('telltale graphite', () => {
  it('prints one object a step, null where Graphite has None', async () => {
    const input = seriesFile(ROWS);
    const { code, printed } = await runCli(['graphite', '--target', 'absolute(m)', '--input', input, '--json']);
    expect(code).toBe(0);
    expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([
      { timestamp: 60, value: 1 },
      { timestamp: 120, value: 2 },
      { timestamp: 180, value: null },
      { timestamp: 240, value: 4 },
    ]);
  });

  it('takes rows before --from as the fetched past', async () => {
    const input = seriesFile(ROWS);
    const shift = ['graphite', '--target', 'timeShift(m,"1min")', '--input', input, '--from', '120'];
    const { printed } = await runCli([...shift, '--until', '1970-01-01T00:04:00Z']);
    expect(printed).toEqual(['timestamp,value', '120,1', '180,-2', '240,']);
  });

  it.each([
    [ROWS, ['--target', 'absolute(n)']],
    [ROWS, ['--target', 'absolute(m']],
    [ROWS, ['--target', 'm', '--from', 'soon']],
    [ROWS, ['--target', 'm', '--input', '/nonexistent.csv']],
    [ROWS, []],
    ['60,one\n', ['--target', 'm']],
  ])('of %j says what is wrong with %j', async (rows, words) => {
    const { code, complaints } = await runCli(['graphite', '--input', seriesFile(rows), ...words]);
    expect(code).toBe(2);
    expect(complaints[0]?.length).toBeGreaterThan(10);
  });
});
