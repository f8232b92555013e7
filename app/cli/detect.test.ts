import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

const rowSchema = z.object({ timestamp: z.string(), value: z.number().nullable(), score: z.number() });

function noisyRows(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const time = new Date(Date.UTC(2026, 0, 1) + n * 300_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${time},${(20 + Math.sin(n * 12.9898) * Math.cos(n * 4.1414)).toFixed(3)}`;
  });
}

async function detect(rows: readonly string[]) {
  const file = join(temporaryFolder(), 'series.csv');
  writeFileSync(file, ['timestamp,value', ...rows].join('\n'));
  const { code, printed, complaints } = await runCli(['detect', '--input', file, '--json']);
  return { code, complaints, scored: printed.map((line) => rowSchema.parse(JSON.parse(line))) };
}

describe('telltale detect', () => {
  it('gives one object a row, in order, and scores a jump above the edge of normal', async () => {
    const rows = noisyRows(600);
    rows[500] = `${rows[500]?.split(',')[0]},95`;
    const { code, scored } = await detect(rows);
    expect(code).toBe(0);
    expect(scored.map(({ timestamp }) => timestamp)).toEqual(rows.map((row) => row.split(',')[0]));
    expect(scored[500]?.score).toBeGreaterThan(1);
    expect(scored[499]?.score).toBeLessThan(1);
  });

  it('knows nothing of later rows', async () => {
    const rows = noisyRows(400);
    const whole = await detect(rows);
    const part = await detect(rows.slice(0, 300));
    expect(whole.scored.slice(0, 300)).toEqual(part.scored);
  });

  it.each(['', 'NaN', 'null'])('scores a missing value, written as %j, 0 and goes on', async (missing) => {
    const rows = noisyRows(200);
    rows[180] = `${rows[180]?.split(',')[0]},${missing}`;
    const { scored } = await detect(rows);
    expect(scored[180]).toMatchObject({ value: null, score: 0 });
    expect(scored).toHaveLength(200);
  });

  it.each([[['yesterday,1']], [['2026-01-01 00:00:00,one']]])('says which line of %j is wrong', async (rows) => {
    const { code, complaints } = await detect(rows);
    expect(code).toBe(2);
    expect(complaints[0]).toContain('Line 2');
  });
});
