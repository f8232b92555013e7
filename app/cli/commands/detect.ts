import { parseArgs } from 'node:util';
import { parseTime } from '../../../analytics/graphite/parse-series-csv.ts';
import { createSeriesScore, type ScoreOpinion } from '../../../analytics/score/series-score.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { readInput } from '../input-file.ts';

export const command: Command = {
  summary: 'Scores every row of a recorded series by the rows before it',
  usage: `--input FILE [--json]
  --input FILE     CSV with the columns timestamp,value (epoch seconds or ISO 8601; an empty value is missing); - is standard input
  --json           one JSON object a row: {"timestamp", "value", "score", "surprise", "aspects"}

A score of 1 is the edge of normal. One disturbance scores once: "surprise" stays high as long as it lasts. Rows with too
little past score 0 and say so.`,
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { input: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (values.input === undefined) throw new UsageError('Name a file: --input series.csv.');
    const score = createSeriesScore();
    const asJson = values.json === true;
    if (!asJson) terminal.print('timestamp,value,score');
    for (const row of rowsOf(readInput(values.input))) {
      const opinion = score.update(row.seconds * 1000, row.value);
      terminal.print(asJson ? jsonLine(row, opinion) : `${row.timestamp},${row.valueText},${scoreOf(opinion)}`);
    }
    return EXIT.ok;
  },
};

interface InputRow {
  /** As it stands in the file. */
  readonly timestamp: string;
  readonly seconds: number;
  readonly valueText: string;
  /** NaN where it is missing. */
  readonly value: number;
}

function jsonLine(row: InputRow, opinion: ScoreOpinion): string {
  const { timestamp, value } = row;
  const shown = { timestamp, value: Number.isNaN(value) ? null : value, score: scoreOf(opinion) };
  if (Number.isNaN(opinion.score)) {
    return JSON.stringify({ ...shown, reason: Number.isNaN(value) ? 'no value' : 'too little past' });
  }
  return JSON.stringify({ ...shown, surprise: opinion.surprise, aspects: opinion.aspects });
}

/** Who thresholds the column must not trip over a row without an opinion: nothing is known against it. */
function scoreOf(opinion: ScoreOpinion): number {
  return Number.isNaN(opinion.score) ? 0 : opinion.score;
}

function* rowsOf(text: string): Generator<InputRow> {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = header.split(',').map((name) => name.trim().toLowerCase());
  const [timeAt, valueAt] = [columns.indexOf('timestamp'), columns.indexOf('value')];
  if (timeAt < 0 || valueAt < 0) throw new UsageError('The first line must name the columns timestamp and value.');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = line.split(',');
    const timestamp = cells[timeAt]?.trim() ?? '';
    const valueText = cells[valueAt]?.trim() ?? '';
    const seconds = parseTime(timestamp);
    const value = valueText === '' ? Number.NaN : Number(valueText);
    if (seconds === undefined) throw new UsageError(`Line ${index + 2}: "${timestamp}" is no time.`);
    if (valueText !== '' && !Number.isFinite(value))
      throw new UsageError(`Line ${index + 2}: "${valueText}" is no number.`);
    yield { timestamp, seconds, valueText, value };
  }
}
