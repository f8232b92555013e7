import type { Varbind } from 'net-snmp';
import { describeError, isAnswer, type AgentSession, type WalkedColumn } from './agent-session.ts';
import type { AgentSample, AgentSnapshot, Refusal, Stamp } from './agent-snapshot.ts';
import type { UptimeSample } from './agent-uptime.ts';
import { SYS_UPTIME_OID, type ColumnQuery, type Profile, type ScalarQuery, type TableQuery } from './profiles.ts';
import { labelText, varbindValue } from './varbind-value.ts';

const MAX_LABEL_LENGTH = 64;

/** Asks one agent everything once, one request at a time: small agents answer slowly. */
export class AgentReader {
  readonly #session: Pick<AgentSession, 'get' | 'walk'>;
  readonly #maxRows: number;
  readonly #stamp: () => Stamp;
  readonly #samples: AgentSample[] = [];
  readonly #refusals: Refusal[] = [];

  constructor(session: Pick<AgentSession, 'get' | 'walk'>, maxRows: number, stamp: () => Stamp) {
    this.#session = session;
    this.#maxRows = maxRows;
    this.#stamp = stamp;
  }

  /** Rejects if not even the first question is answered. */
  async read(queries: Profile): Promise<AgentSnapshot> {
    const uptime = await this.#uptime();
    let interruptedBy: unknown;
    try {
      await this.#readScalars(queries.scalars);
      for (const table of queries.tables) await this.#readTable(table);
    } catch (error) {
      interruptedBy = error;
    }
    return { uptime, samples: this.#samples, refusals: this.#refusals, interruptedBy };
  }

  async #uptime(): Promise<UptimeSample | undefined> {
    const [varbind] = await this.#session.get([SYS_UPTIME_OID]);
    const { monotonicMillis } = this.#stamp();
    const value = varbind === undefined ? undefined : varbindValue(varbind);
    return value?.kind === 'number' ? { ticks: value.value, monotonicMillis } : undefined;
  }

  async #readScalars(scalars: readonly ScalarQuery[]): Promise<void> {
    if (scalars.length === 0) return;
    const varbinds = await this.#unlessRefused(this.#session.get(scalars.map(({ oid }) => oid)), 'GET');
    const at = this.#stamp();
    for (const [index, varbind] of (varbinds ?? []).entries()) {
      const scalar = scalars[index];
      if (scalar !== undefined) this.#take(scalar, varbind, undefined, at);
    }
  }

  async #readTable(table: TableQuery): Promise<void> {
    const names = await this.#rowNames(table.labelOids);
    for (const column of table.columns) await this.#readColumn(table.label, names, column);
  }

  /** Index to name. Of two rows with one name the later has its index added: they are two series. */
  async #rowNames(labelOids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    const taken = new Set<string>();
    for (const labelOid of labelOids) {
      for (const varbind of await this.#rows(labelOid)) {
        const index = indexOf(varbind, labelOid);
        const text = labelText(varbind);
        if (text === '') continue;
        names.set(index, taken.has(text) ? `${text}#${index}`.slice(0, MAX_LABEL_LENGTH) : text);
        taken.add(text);
      }
      if (names.size > 0) break;
    }
    return names;
  }

  async #readColumn(label: string, names: ReadonlyMap<string, string>, column: ColumnQuery): Promise<void> {
    for (const columnOid of column.oids) {
      const varbinds = await this.#rows(columnOid);
      const at = this.#stamp();
      for (const varbind of varbinds) {
        const index = indexOf(varbind, columnOid);
        this.#take(column, varbind, [label, names.get(index) ?? index.slice(0, MAX_LABEL_LENGTH)], at);
      }
      if (varbinds.length > 0) return;
    }
    this.#refusals.push({ reason: 'unsupported', detail: `${column.metric}: no rows` });
  }

  async #rows(columnOid: string): Promise<readonly Varbind[]> {
    const column: WalkedColumn | undefined = await this.#unlessRefused(
      this.#session.walk(columnOid, this.#maxRows),
      `walk of ${columnOid}`,
    );
    if (column?.cut === true) {
      this.#refusals.push({ reason: 'too-large', detail: `${columnOid}: more than ${this.#maxRows} rows` });
    }
    return column?.varbinds ?? [];
  }

  async #unlessRefused<T>(answer: Promise<T>, what: string): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!isAnswer(error)) throw error;
      this.#refusals.push({ reason: 'bad-frame', detail: `${what}: ${describeError(error)}` });
      return undefined;
    }
  }

  #take(query: { metric: string; scale: number }, varbind: Varbind, label: AgentSample['label'], at: Stamp): void {
    const value = varbindValue(varbind);
    if (value.kind === 'refused') {
      this.#refusals.push({ reason: value.reason, detail: `${query.metric}: ${value.detail}` });
    } else {
      this.#samples.push({ metric: query.metric, scale: query.scale, label, oid: varbind.oid, value, at });
    }
  }
}

function indexOf(varbind: Varbind, columnOid: string): string {
  return varbind.oid.slice(columnOid.length + 1);
}
