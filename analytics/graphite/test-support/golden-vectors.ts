import { readFileSync } from 'node:fs';
import { variationTargets } from './agreement.ts';
import { makeRandomCase, type RandomCase } from './random-cases.ts';

/** What graphite-web 1.1.8 answers; one case a line. */
export const GOLDEN_FILE = new URL('../golden/graphite-web-1.1.8.jsonl', import.meta.url);

const GOLDEN_SEEDS = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];
const GOLDEN_STEPS = 60;

export interface GoldenCase {
  readonly randomCase: RandomCase;
  readonly exact: readonly (readonly Float64Array[])[];
  /** Deviation, average and ratio. */
  readonly variation: readonly Float64Array[];
}

type Evaluate = (target: string, randomCase: RandomCase) => Promise<readonly Float64Array[]>;

/** The text of the golden file, as `evaluate` answers. */
export async function writeGoldenVectors(evaluate: Evaluate): Promise<string> {
  const lines: string[] = [];
  for (const seed of GOLDEN_SEEDS) {
    const randomCase = makeRandomCase(seed, GOLDEN_STEPS);
    const answers: (readonly (readonly number[])[])[] = [];
    for (const target of [...randomCase.exactTargets, ...variationTargets(randomCase)]) {
      answers.push((await evaluate(target, randomCase)).map((values) => Array.from(values)));
    }
    const series = { ...randomCase.series, values: Array.from(randomCase.series.values) };
    lines.push(JSON.stringify({ ...randomCase, series, answers }));
  }
  return `${lines.join('\n')}\n`;
}

type Written = readonly (number | null)[];

interface GoldenLine extends Omit<RandomCase, 'series'> {
  readonly series: { readonly startSeconds: number; readonly stepSeconds: number; readonly values: Written };
  readonly answers: readonly (readonly Written[])[];
}

export function readGoldenVectors(): readonly GoldenCase[] {
  const lines = readFileSync(GOLDEN_FILE, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { answers, series, ...rest }: GoldenLine = JSON.parse(line);
    const read = answers.map((answer) => answer.map(readValues));
    const exactCount = rest.exactTargets.length;
    return {
      randomCase: { ...rest, series: { ...series, values: readValues(series.values) } },
      exact: read.slice(0, exactCount),
      variation: read.slice(exactCount).flat(),
    };
  });
}

function readValues(written: Written): Float64Array {
  return Float64Array.from(written, (value) => value ?? NaN);
}
