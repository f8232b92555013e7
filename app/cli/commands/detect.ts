import { parseArgs } from 'node:util';
import { createSeriesScore, type ScoreOpinion } from '../../../analytics/score/series-score.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { readInput } from '../input-file.ts';
import { seriesRows, type InputRow } from '../series-csv.ts';

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
    for (const row of seriesRows(readInput(values.input))) {
      const opinion = score.update(row.seconds * 1000, row.value);
      terminal.print(asJson ? jsonLine(row, opinion) : `${row.timestamp},${row.valueText},${scoreOf(opinion)}`);
    }
    return EXIT.ok;
  },
};

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
