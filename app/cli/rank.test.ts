import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

const rowSchema = z.object({
  probability: z.number().min(0).max(1),
  priority: z.number(),
  contributions: z.array(z.object({ name: z.string(), value: z.number() })),
  band: z.string(),
  sentence: z.string(),
  model: z.string(),
});

const HEADER = 'time,type,site,sensor,latitude,longitude,disposition';
const START_SECONDS = 1_700_000_000;
const isTrue = (row: number) => (row * 7919) % 13 < 2;

/** Doors are true now and then, cameras never. */
function trainingLines(count: number): string[] {
  return Array.from({ length: count }, (_, row) => {
    const type = isTrue(row) || row % 3 === 0 ? 'door' : 'camera';
    const sensor = `${type} ${row % 7}`;
    return `${START_SECONDS + row * 900},${type},lab,${sensor},47.6,-122.3,${isTrue(row) ? 'true' : 'false'}`;
  });
}

const training = [HEADER, ...trainingLines(300)];
const TO_COME = START_SECONDS + 400 * 900;

async function rank(input: readonly string[], train?: readonly string[]) {
  const folder = temporaryFolder();
  const write = (name: string, lines: readonly string[]) => {
    writeFileSync(join(folder, name), lines.join('\n'));
    return join(folder, name);
  };
  const words = ['rank', '--input', write('input.csv', input), '--json'];
  if (train !== undefined) words.push('--train', write('train.csv', train));
  const { code, printed, complaints } = await runCli(words);
  return { code, complaints, ranked: printed.map((line) => rowSchema.parse(JSON.parse(line))) };
}

describe('telltale rank', () => {
  it('gives one object a row, in order, whose contributions add up to its priority exactly', async () => {
    const input = [
      HEADER,
      `${TO_COME},door,lab,door 1,47.6,-122.3,`,
      `${TO_COME + 900},camera,lab,camera 2,47.6,-122.3,`,
    ];
    const { code, ranked } = await rank(input, training);
    expect(code).toBe(0);
    expect(ranked).toHaveLength(2);
    expect(ranked[0]?.probability).toBeGreaterThan(ranked[1]?.probability ?? 1);
    for (const { priority, contributions } of ranked) {
      let sum = 0;
      for (const { value } of contributions) sum += value;
      expect(sum).toBe(priority);
    }
  });

  it('ranks in time order and prints in the order of the file', async () => {
    const lines = [0, 1, 2].map((row) => `${TO_COME + row * 60},door,lab,door ${row},47.6,-122.3,`);
    const sorted = await rank([HEADER, ...lines], training);
    const reversed = await rank([HEADER, ...lines.toReversed()], training);
    expect(reversed.ranked).toEqual(sorted.ranked.toReversed());
  });

  it('learns a disposition of the input only for later rows', async () => {
    const lines = (disposition: string) =>
      [0, 0, 1].map((minute) => `${TO_COME + minute * 60},door,lab,door 1,47.6,-122.3,${disposition}`);
    const [taught, untaught] = [
      await rank([HEADER, ...lines('true')], training),
      await rank([HEADER, ...lines('')], training),
    ];
    expect(taught.ranked.slice(0, 2)).toEqual(untaught.ranked.slice(0, 2));
    expect(taught.ranked[2]?.priority).toBeGreaterThan(untaught.ranked[2]?.priority ?? Infinity);
  });

  it('uses further columns and says which it does not use', async () => {
    const train = [
      `${HEADER},zone,outcome,id`,
      ...trainingLines(300).map((line, row) => {
        const zone = isTrue(row) ? 'cellar' : ['cellar', 'roof', 'gate'][row % 3];
        return `${line},${zone},${isTrue(row) ? 'burglary' : 'nothing'},id-${row}`;
      }),
    ];
    const input = [
      `${HEADER},zone,outcome,id`,
      ...['cellar', 'roof', ''].map((zone) => `${TO_COME},door,lab,door 1,,,,${zone},,x`),
    ];
    const { ranked, complaints } = await rank(input, train);
    expect(ranked[0]?.probability).toBeGreaterThan(ranked[1]?.probability ?? 1);
    expect(complaints).toContain('Column outcome is not used: it repeats the disposition.');
    expect(complaints).toContain('Column id is not used: nearly every row has its own value.');
  });

  it('ranks by rules without a training file, and with one of a single row', async () => {
    const input = ['time,type', '2026-01-01 00:00:00,fire alarm', '2026-01-01T00:01:00Z,test'];
    for (const train of [undefined, ['time,type,disposition', '1,door,true']]) {
      const { ranked, complaints } = await rank(input, train);
      expect(ranked.map(({ model }) => model)).toEqual(['cold start', 'cold start']);
      expect(ranked[0]?.priority).toBeGreaterThan(ranked[1]?.priority ?? Infinity);
      expect(complaints).toContain('--input has no column site, sensor, latitude, longitude: taken as empty.');
    }
  });

  it('takes what is missing or senseless in a row for unknown', async () => {
    const input = [HEADER, `${TO_COME},,,,,,`, ',door,,,,,', `${TO_COME},never seen,elsewhere,new,999,x,`];
    const { ranked, complaints } = await rank(input, training);
    expect(ranked).toHaveLength(3);
    expect(complaints).toContain('1 rows have no time: taken to have happened with the row before them.');
    expect(ranked[2]?.model).toBe('new site');
  });

  it.each([
    [['type', 'door'], 'time'],
    [['time,type', 'yesterday,door'], 'Line 2'],
    [['time,type,disposition', '1,door,maybe'], 'maybe'],
    [['time,type', '1,"door'], 'Line 2'],
  ])('says what is wrong with %j', async (input, part) => {
    const { code, complaints } = await rank(input);
    expect(code).toBe(2);
    expect(complaints.join(' ')).toContain(part);
  });
});
