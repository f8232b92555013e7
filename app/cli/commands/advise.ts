import { parseArgs } from 'node:util';
import { advise, type Advice } from '../../../analytics/advise/advise.ts';
import type { ChosenThreshold } from '../../../analytics/advise/choose-threshold.ts';
import { adviceLines } from '../advise/advice-lines.ts';
import { readIncidents } from '../advise/incidents-csv.ts';
import { overrideLines } from '../advise/override-lines.ts';
import { scoreSeries } from '../advise/score-series.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { inFile } from '../in-file.ts';
import { readInput } from '../input-file.ts';

export const command: Command = {
  summary: 'Thresholds for a recorded series from known times of trouble',
  usage: `--input FILE --incidents FILE [--lead-minutes N] [--json]
  --input FILE         CSV with the columns timestamp,value (epoch seconds or ISO 8601; an empty value is missing), in order of time
  --incidents FILE     CSV with the columns start,end and perhaps name; an empty end lasts as long as the others
  --lead-minutes N     an alarm so long before an incident's start has found it too; 0 unless given
  --json               one JSON object

Rows are scored as "telltale detect" scores them, by the rows before them. "warn" finds what can be found, "alert" is worth waking
somebody for. From three incidents on, each is also tried with thresholds chosen without it: what to expect of the next one.`,
  async run(words, terminal) {
    const { values: flags } = parseArgs({
      args: [...words],
      options: {
        input: { type: 'string' },
        incidents: { type: 'string' },
        'lead-minutes': { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    });
    if (flags.input === undefined) throw new UsageError('Name a file: --input series.csv.');
    if (flags.incidents === undefined) throw new UsageError('Name a file: --incidents incidents.csv.');
    const leadMinutes = Number(flags['lead-minutes']);
    if (!(leadMinutes >= 0))
      throw new UsageError(`--lead-minutes ${flags['lead-minutes']}: must be a number of at least 0.`);
    const incidents = inFile(flags.incidents, () => readIncidents(readInput(flags.incidents ?? '')));
    const series = inFile(flags.input, () => scoreSeries(readInput(flags.input ?? '')));
    const advice = advise(series, incidents, { leadMillis: leadMinutes * 60_000 });
    if (flags.json) terminal.print(JSON.stringify(jsonOf(advice, series.scores.length)));
    else for (const line of adviceLines(series, advice)) terminal.print(line);
    return EXIT.ok;
  },
};

function jsonOf(advice: Advice, rows: number): object {
  const { incidents, ignored, judgedRows, knownMillis, warn, alert, value, direction } = advice;
  return {
    rows,
    judgedRows,
    days: knownMillis / 86_400_000,
    incidents: incidents.length,
    leftOut: ignored.map(({ incident, reason }) => ({ name: incident.name, reason })),
    warn: thresholdOf(warn),
    alert: thresholdOf(alert),
    value: value === undefined ? null : { side: value.side, ...thresholdOf(value) },
    direction,
    override: warn === undefined ? null : overrideLines(advice).slice(2).join('\n'),
  };
}

function thresholdOf(chosen: ChosenThreshold | undefined): object | null {
  if (chosen === undefined) return null;
  const { threshold, inSample, outOfSample } = chosen;
  return { threshold, inSample, outOfSample: outOfSample ?? null };
}
