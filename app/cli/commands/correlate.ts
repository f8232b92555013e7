import { parseArgs } from 'node:util';
import { EXIT, UsageError, type Command } from '../command.ts';
import { correlateSignals, type PresentedEvent } from '../correlate-signals.ts';
import { readCorrelationFile } from '../correlation-file.ts';
import { readInput } from '../input-file.ts';
import { signalRows } from '../signal-csv.ts';

export const command: Command = {
  summary: 'Puts recorded signals together into the events that the desk would have presented',
  usage: `--input FILE [--rules FILE] [--json]
  --input FILE     CSV with the columns time (epoch seconds or ISO 8601), type, site, sensor, message; - is standard input
  --rules FILE     correlation rules instead of the built-in ones (YAML; see telltale help rules test)
  --json           one JSON object an event: {"event", "openedAt", "priority", "members", "contributions", "confirmation"}

Events come in the order in which they open. "members" are row numbers, from 1; every row is a member of exactly one event.
"priority" is what was known within a minute of opening. Rows need not be in the order of time: they are taken in it.`,
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { input: { type: 'string' }, rules: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (values.input === undefined) throw new UsageError('Name a file: --input signals.csv.');
    const { config } = readCorrelationFile(values.rules);
    const events = correlateSignals(signalRows(readInput(values.input)), config);
    const asJson = values.json === true;
    if (!asJson) terminal.print('event,openedAt,priority,signals,why');
    for (const event of events) terminal.print(asJson ? jsonLine(event) : csvLine(event));
    return EXIT.ok;
  },
};

function jsonLine({ event, openedAtMillis, priority, members, confirmation }: PresentedEvent): string {
  const { value, contributions } = priority;
  const openedAt = new Date(openedAtMillis).toISOString();
  return JSON.stringify({ event, openedAt, priority: value, members, contributions, confirmation });
}

function csvLine({ event, openedAtMillis, priority, members }: PresentedEvent): string {
  const why = priority.contributions.map(({ name, value }) => `${name} ${value.toFixed(1)}`).join('; ');
  return `${event},${new Date(openedAtMillis).toISOString()},${priority.value.toFixed(2)},${members.length},"${why}"`;
}
