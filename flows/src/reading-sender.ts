import type { ReadingRow } from './message-fields.ts';
import { isRecord, TelltaleError } from './telltale-api.ts';

type PostRows = (rows: readonly ReadingRow[]) => Promise<unknown>;

interface Waiting {
  readonly rows: readonly ReadingRow[];
  readonly settle: (error: unknown) => void;
}

const MAX_ROWS_WAITING = 20_000;
const MAX_ROWS_A_REQUEST = 5000;

/**
 * One request at a time; what comes meanwhile goes together in the next. A send resolves when Telltale has committed its rows,
 * and rejects when it could not be sent: nothing is tried again here, the flow decides.
 */
export class ReadingSender {
  readonly #post: PostRows;
  #waiting: Waiting[] = [];
  #rowsWaiting = 0;
  #isSending = false;

  constructor(post: PostRows) {
    this.#post = post;
  }

  async send(rows: readonly ReadingRow[]): Promise<void> {
    if (this.#rowsWaiting + rows.length > MAX_ROWS_WAITING) {
      throw new TelltaleError(
        `More than ${MAX_ROWS_WAITING} readings wait for Telltale; this message is not sent.`,
        'too many',
      );
    }
    const sent = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ rows, settle: (error) => (error === undefined ? resolve() : reject(error)) });
    });
    this.#rowsWaiting += rows.length;
    void this.#drain();
    await sent;
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      const error = await this.#sendGroup(group.flatMap(({ rows }) => rows));
      for (const { settle } of group) settle(error);
    }
    this.#isSending = false;
  }

  #takeGroup(): readonly Waiting[] {
    const group: Waiting[] = [];
    let count = 0;
    for (const each of this.#waiting) {
      if (group.length > 0 && count + each.rows.length > MAX_ROWS_A_REQUEST) break;
      group.push(each);
      count += each.rows.length;
    }
    this.#waiting = this.#waiting.slice(group.length);
    this.#rowsWaiting -= count;
    return group;
  }

  /** Resolves with what went wrong. */
  async #sendGroup(rows: readonly ReadingRow[]): Promise<unknown> {
    try {
      return refusedIn(await this.#post(rows));
    } catch (cause) {
      return cause;
    }
  }
}

function refusedIn(answer: unknown): TelltaleError | undefined {
  if (!isRecord(answer) || !(Number(answer['rejected']) > 0)) return undefined;
  const problems = JSON.stringify(answer['problems'] ?? []).slice(0, 300);
  return new TelltaleError(`Telltale refused ${String(answer['rejected'])} readings: ${problems}`, 'refused');
}
