import { classOf } from '../../collectors/formats/decode-alarm.ts';
import { splitCsvLine } from '../../collectors/replay/csv.ts';
import type { Signal, SignalClass } from '../../core/signal.ts';
import { UsageError } from './command.ts';
import { secondsOf } from './series-csv.ts';

export interface SignalRow {
  /** Behind the header, from 1. */
  readonly row: number;
  readonly signal: Signal;
}

interface Columns {
  readonly time: number;
  readonly type: number;
  readonly site: number;
  readonly sensor: number;
  readonly message: number;
}

const UNNAMED = 'unnamed';
/** The number of the line behind the header. */
const FIRST_LINE = 2;
const MAX_TYPES_REMEMBERED = 10_000;

/**
 * The signals of a file with the columns time, type, site, sensor and message in the order in which they happened,
 * those of one moment in the order of the file: as device alarms that were received when they happened. Throws a
 * `UsageError` that names the line.
 */
export function* signalRows(text: string): Generator<SignalRow> {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = columnsOf(header);
  const filled = Uint32Array.from(lines.keys()).filter((index) => lines[index]?.trim() !== '');
  const seconds = Float64Array.from(filled, (index) =>
    secondsOf(cellAt(cellsOf(lines, index), columns.time), index + FIRST_LINE),
  );
  const order = Uint32Array.from(filled.keys());
  order.sort((a, b) => (seconds[a] ?? 0) - (seconds[b] ?? 0) || a - b);
  const reader = new SignalReader(columns);
  for (const at of order) {
    const cells = cellsOf(lines, filled[at] ?? 0);
    yield { row: at + 1, signal: reader.signalOf(cells, (seconds[at] ?? 0) * 1000) };
  }
}

function columnsOf(header: string): Columns {
  const names = header.split(',').map((name) => name.trim().replaceAll('"', '').toLowerCase());
  const columns = {
    time: names.indexOf('time'),
    type: names.indexOf('type'),
    site: names.indexOf('site'),
    sensor: names.indexOf('sensor'),
    message: names.indexOf('message'),
  };
  if (columns.time < 0 || columns.type < 0) {
    throw new UsageError('The first line must name the columns time and type, and may name site, sensor and message.');
  }
  return columns;
}

function cellsOf(lines: readonly string[], index: number): readonly string[] {
  const line = lines[index] ?? '';
  const cells = line.includes('"') ? splitCsvLine(line) : line.split(',');
  if (cells !== undefined) return cells;
  throw new UsageError(`Line ${index + FIRST_LINE}: its quotes do not match; a text may not go on in the next line.`);
}

/** As the collectors do it: what has no type is an alarm, and the class is what the type suggests. */
class SignalReader {
  readonly #columns: Columns;
  readonly #classes = new Map<string, SignalClass>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  signalOf(cells: readonly string[], millis: number): Signal {
    const { type: typeAt, site, sensor, message: messageAt } = this.#columns;
    const type = cellAt(cells, typeAt) || 'alarm';
    const message = cellAt(cells, messageAt);
    return {
      id: `${millis} ${message}`,
      kind: 'device-alarm',
      type,
      class: this.#classOf(type),
      phase: 'entered',
      site: cellAt(cells, site) || UNNAMED,
      sensor: cellAt(cells, sensor) || UNNAMED,
      observedAtMillis: millis,
      receivedAtMillis: millis,
      message,
    };
  }

  #classOf(type: string): SignalClass {
    const known = this.#classes.get(type);
    if (known !== undefined) return known;
    if (this.#classes.size >= MAX_TYPES_REMEMBERED) this.#classes.clear();
    const signalClass = classOf(undefined, type);
    this.#classes.set(type, signalClass);
    return signalClass;
  }
}

function cellAt(cells: readonly string[], column: number): string {
  return cells[column]?.trim() ?? '';
}
