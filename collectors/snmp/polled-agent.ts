import type { CollectorContext } from '../../core/ports/collector.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { makeSeries, type SeriesId } from '../../core/series.ts';
import { queriesOf } from './agent-queries.ts';
import { AgentReader } from './agent-reader.ts';
import { agentRows, type AgentPast, type AgentRow } from './agent-rows.ts';
import { AgentSession, describeError } from './agent-session.ts';
import type { AgentSnapshot } from './agent-snapshot.ts';
import { AgentWatch } from './agent-watch.ts';
import type { AgentConfig, SnmpConfig } from './config.ts';
import type { Profile } from './profiles.ts';

/** An agent that is not known to be down is asked twice before its silence counts. */
const RETRIES = 1;

/** One agent over its life: its conversation, its past, whether it is down. */
export class PolledAgent {
  readonly #agent: AgentConfig;
  readonly #config: SnmpConfig;
  readonly #context: CollectorContext;
  readonly #queries: Profile;
  readonly #watch: AgentWatch;
  readonly #builder = new ReadingBatchBuilder(64);
  readonly #seriesIds = new Map<string, SeriesId>();
  #session: AgentSession | undefined;
  #past: AgentPast | undefined;

  constructor(agent: AgentConfig, config: SnmpConfig, context: CollectorContext) {
    this.#agent = agent;
    this.#config = config;
    this.#context = context;
    this.#queries = queriesOf(agent);
    this.#watch = new AgentWatch(agent.site, agent.sensor, config.failuresBeforeDown);
  }

  get isDown(): boolean {
    return this.#watch.isDown;
  }

  /**
   * Asks and hands on. Resolves to `undefined` when the agent answered, else to why it did not;
   * rejects only when the sink does. `over` ends the asking; if `stopping` did, nothing is handed on.
   */
  async poll(over: AbortSignal, stopping: AbortSignal): Promise<string | undefined> {
    let failure: string | undefined;
    let snapshot: AgentSnapshot | undefined;
    try {
      snapshot = await this.#ask(over);
      if (snapshot.interruptedBy !== undefined) failure = describeError(snapshot.interruptedBy);
    } catch (error) {
      failure = describeError(error);
    }
    // A new conversation learns a restarted agent's v3 engine anew.
    if (failure !== undefined) this.close();
    if (stopping.aborted) return undefined;
    this.#judge(failure);
    if (snapshot !== undefined) await this.#handOn(snapshot);
    await this.#tell();
    return failure;
  }

  close(): void {
    this.#session?.close();
    this.#session = undefined;
  }

  async #ask(signal: AbortSignal): Promise<AgentSnapshot> {
    const retries = this.isDown ? 0 : RETRIES;
    this.#session ??= new AgentSession(this.#agent, this.#config.requestTimeoutSeconds, retries);
    const { clock } = this.#context;
    const stamp = () => ({ nowMillis: clock.nowMillis(), monotonicMillis: clock.monotonicMillis() });
    const reader = new AgentReader(this.#session, this.#config.maxRowsPerColumn, stamp);
    return await unlessAborted(reader.read(this.#queries), signal);
  }

  #judge(failure: string | undefined): void {
    const nowMillis = this.#context.clock.nowMillis();
    const { site, sensor, address, port } = this.#agent;
    const fields = { site, sensor, address, port };
    if (failure === undefined) {
      if (this.#watch.answered(nowMillis)) this.#context.logger.info(fields, 'SNMP agent answers again');
    } else if (this.#watch.failed(nowMillis, failure)) {
      const remedy = 'check the address, the credentials and that UDP gets through';
      this.#context.logger.warn({ ...fields, failure, remedy }, 'SNMP agent does not answer');
    }
  }

  async #handOn(snapshot: AgentSnapshot): Promise<void> {
    for (const { reason, detail } of snapshot.refusals) {
      this.#context.sink.reject(reason, `${this.#agent.sensor}: ${detail}`);
    }
    const { rows, past } = agentRows(this.#past, snapshot);
    this.#past = past;
    for (const row of rows) {
      const seriesId = this.#seriesId(row);
      if (seriesId !== undefined) this.#builder.add(seriesId, row.observedAtMillis, row.value);
    }
    if (this.#builder.count === 0) return;
    await this.#context.sink.readings(this.#builder.build(this.#context.clock.nowMillis()));
  }

  async #tell(): Promise<void> {
    if (this.#watch.untold.length === 0) return;
    await this.#context.sink.signals([...this.#watch.untold]);
    this.#watch.told();
  }

  #seriesId({ metric, label }: AgentRow): SeriesId | undefined {
    const key = label === undefined ? metric : `${metric} ${label.join(' ')}`;
    const known = this.#seriesIds.get(key);
    if (known !== undefined) return known;
    const { site, sensor } = this.#agent;
    const series = makeSeries(site, sensor, metric, { labels: label === undefined ? [] : [label] });
    const seriesId = this.#context.sink.register(series);
    if (seriesId !== undefined) this.#seriesIds.set(key, seriesId);
    return seriesId;
  }
}

/** The answer, or a rejection at once when the signal aborts: a socket may be closed without a word. */
async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  answer.catch(() => undefined);
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(new Error('no complete answer before the round ended'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}
