import { classOf } from '../../collectors/formats/decode-alarm.ts';
import type { Signal, SignalClass } from '../../core/signal.ts';
import type { CsvRow } from '../../runtime/csv/csv-table.ts';
import { secondsOf, tableWith } from './series-csv.ts';

export interface SignalRow {
  /** Behind the header, from 1. */
  readonly row: number;
  readonly signal: Signal;
}

const UNNAMED = 'unnamed';
const MAX_TYPES_REMEMBERED = 10_000;

/**
 * The signals of a file with the columns time, type, site, sensor and message in the order in which they happened,
 * those of one moment in the order of the file: as device alarms that were received when they happened. Throws a `CsvError`.
 */
export function* signalRows(text: string): Generator<SignalRow> {
  const table = tableWith(text, ['time', 'type']);
  const seconds = new Float64Array(table.rowCount);
  for (let index = 0; index < table.rowCount; index++) {
    const { line, cell } = table.row(index);
    seconds[index] = secondsOf(cell('time'), line);
  }
  const order = Uint32Array.from(seconds.keys());
  order.sort((a, b) => (seconds[a] ?? 0) - (seconds[b] ?? 0) || a - b);
  const reader = new SignalReader();
  for (const index of order) {
    yield { row: index + 1, signal: reader.signalOf(table.row(index), (seconds[index] ?? 0) * 1000) };
  }
}

/** As the collectors do it: what has no type is an alarm, and the class is what the type suggests. */
class SignalReader {
  readonly #classes = new Map<string, SignalClass>();

  signalOf({ cell }: CsvRow, millis: number): Signal {
    const type = cell('type') || 'alarm';
    const message = cell('message');
    return {
      id: `${millis} ${message}`,
      kind: 'device-alarm',
      type,
      class: this.#classOf(type),
      phase: 'entered',
      site: cell('site') || UNNAMED,
      sensor: cell('sensor') || UNNAMED,
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
