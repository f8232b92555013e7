import { parseArgs } from 'node:util';
import { evaluateTarget } from '../../../analytics/graphite/evaluate-target.ts';
import { parseSeriesCsv } from '../../../analytics/graphite/parse-series-csv.ts';
import { csvTime } from '../../../runtime/csv/csv-values.ts';
import { TargetError } from '../../../analytics/graphite/target-error.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { readInput } from '../input-file.ts';

export const command: Command = {
  summary: 'Evaluates a Graphite target over a recorded series, as graphite-web does',
  usage: `--target TARGET --input FILE [--from T] [--until T] [--json]
  --target TARGET  for example "divideSeries(absolute(holtWintersAberration(m)),m)"; m is the series of the file
  --input FILE     CSV with the columns timestamp,value at a regular step; an empty value is missing; - is standard input
  --from T         first step shown, epoch seconds or ISO 8601; rows before it are the fetched past
  --until T        last step shown
  --json           one JSON object a step: {"timestamp", "value"}, null where Graphite has None

Two series a step (holtWintersConfidenceBands) are given as {"timestamp", "lower", "upper"}.`,
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: {
        target: { type: 'string' },
        input: { type: 'string' },
        from: { type: 'string' },
        until: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (values.target === undefined) throw new UsageError('Name a target: --target "holtWintersAberration(m)".');
    if (values.input === undefined) throw new UsageError('Name a file: --input series.csv.');
    const range = { ...timeOption('from', values.from), ...timeOption('until', values.until) };
    const text = readInput(values.input);
    for (const line of evaluate(values.target, text, range, values.json === true)) terminal.print(line);
    return EXIT.ok;
  },
};

interface Range {
  readonly fromSeconds?: number;
  readonly untilSeconds?: number;
}

function timeOption(name: 'from' | 'until', text: string | undefined): Range {
  if (text === undefined) return {};
  const seconds = csvTime(text);
  if (seconds === undefined) throw new UsageError(`--${name} ${text}: must be epoch seconds or ISO 8601.`);
  return { [`${name}Seconds`]: seconds };
}

function* evaluate(target: string, text: string, range: Range, asJson: boolean): Generator<string> {
  try {
    const { timestampsSeconds, series } = evaluateTarget(target, parseSeriesCsv(text), range);
    const names = series.length === 2 ? ['lower', 'upper'] : ['value'];
    if (!asJson) yield ['timestamp', ...names].join(',');
    for (const [step, timestamp] of timestampsSeconds.entries()) {
      const values = series.map(({ values: column }) => toWire(column[step]));
      yield asJson
        ? JSON.stringify(Object.fromEntries([['timestamp', timestamp], ...names.map((name, at) => [name, values[at]])]))
        : [timestamp, ...values.map((value) => value ?? '')].join(',');
    }
  } catch (cause) {
    if (cause instanceof TargetError) throw new UsageError(cause.message, { cause });
    throw cause;
  }
}

function toWire(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
