import { parseArgs } from 'node:util';
import type { Ranked } from '../../../analytics/ranking/ranker.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { inFile } from '../in-file.ts';
import { readInput } from '../input-file.ts';
import { rankRows, type RankedFile } from '../rank-rows.ts';
import { readRankingCsv, type RankingFile } from '../ranking-csv.ts';

const EMPTY: RankingFile = { missing: [], further: [], records: [], timeless: 0 };

export const command: Command = {
  summary: 'Ranks recorded signals by how likely they are true, learning from closed ones',
  usage: `[--train FILE] --input FILE [--json]
  --train FILE     CSV with the columns time (epoch seconds or ISO 8601), type, site, sensor, latitude, longitude and disposition
                   (true, false, inappropriate, other); further columns are used as far as they tell something
  --input FILE     CSV with the same columns; - is standard input. A disposition is learned after its row was ranked
  --json           one JSON object a row: {"probability", "priority", "contributions", "band", "sentence", "model"}

Rows come in the order of the input; they are ranked in the order of time, each by what was known before it. "priority" is the
logarithm of the odds of being true and the exact sum of its contributions; a column "class" that says fire, hold-up or man-down
puts a row above everything else. Without a training file, or with fewer than 20 true or 20 false rows in it, rules rank.
What was not used, and why, is said on standard error.`,
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { train: { type: 'string' }, input: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (values.input === undefined) throw new UsageError('Name a file: --input signals.csv.');
    const train = values.train === undefined ? EMPTY : readFile(values.train, '--train');
    const input = readFile(values.input, '--input');
    const file = rankRows(train, input);
    for (const remark of remarks(values.train === undefined, train, input, file)) terminal.complain(remark);
    const asJson = values.json === true;
    if (!asJson) terminal.print('row,probability,priority,why');
    for (const [index, ranked] of file.ranked.entries())
      terminal.print(asJson ? jsonLine(ranked) : csvLine(index + 1, ranked));
    return EXIT.ok;
  },
};

function readFile(file: string, flag: string): RankingFile {
  return inFile(flag, () => readRankingCsv(readInput(file, flag)));
}

function jsonLine({ probability, priority, band, sentence, model }: Ranked): string {
  const { value, contributions } = priority;
  return JSON.stringify({ probability, priority: value, contributions, band, sentence, model });
}

function csvLine(row: number, { probability, priority, sentence }: Ranked): string {
  return `${row},${probability.toFixed(4)},${priority.value.toFixed(3)},"${sentence.replaceAll('"', '""')}"`;
}

function remarks(
  withoutTraining: boolean,
  train: RankingFile,
  input: RankingFile,
  file: RankedFile,
): readonly string[] {
  const { ranker, columns } = file;
  const said: string[] = [];
  const missing = input.missing.filter((name) => name !== 'disposition');
  if (missing.length > 0) said.push(`--input has no column ${missing.join(', ')}: taken as empty.`);
  if (!withoutTraining && train.missing.length > 0)
    said.push(`--train has no column ${train.missing.join(', ')}: taken as empty.`);
  const timeless = train.timeless + input.timeless;
  if (timeless > 0) said.push(`${timeless} rows have no time: taken to have happened with the row before them.`);
  const unlearned = withoutTraining ? input.further : [];
  if (unlearned.length > 0) said.push(`Not used without a training file: ${unlearned.join(', ')}.`);
  for (const { name, reason } of columns.ignored) said.push(`Column ${name} is not used: ${reason}.`);
  if (file.ranked.some(({ model }) => model === 'cold start'))
    said.push('Too few closed events to learn from: ranked by rules and by the rates of what was closed.');
  for (const [model, { rows, trues, leftOut, boostingShare }] of ranker.reports)
    said.push(
      `Model for a ${model}: learned from ${rows} closed events, ${trues} true; trees ${boostingShare * 100} %, logistic regression ` +
        `${(1 - boostingShare) * 100} %; left out for doing better without: ${leftOut.join(', ') || 'nothing'}.`,
    );
  return said;
}
