import type { Clock } from '../../core/ports/clock.ts';
import type { CollectorSink } from '../../core/ports/collector.ts';
import type { Signal } from '../../core/signal.ts';
import type { ReplayFile } from './config.ts';
import { Outbox } from './outbox.ts';
import { readRows } from './replay-file-reader.ts';
import type { ReplayRow } from './row.ts';
import type { Timer } from './timer.ts';

export interface FilePlayerContext {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly sink: CollectorSink;
  /** Unlike that of any other run and file: the ids of its alarms begin with it. */
  readonly runId: string;
  /** Told after each commit: the error, or `undefined` when it succeeded. Playing goes on either way. */
  readonly onCommit: (error: unknown) => void;
}

/** One time through the file: which rows it plays and when offset 0 is. */
interface Round {
  readonly number: number;
  readonly fromSeconds: number;
  /** What `nowMillis` and `monotonicMillis` said, or will say, at offset 0. */
  readonly zeroMillis: number;
  readonly zeroMonotonicMillis: number;
}

/** Plays one file: rows before now at once and in large batches, the others when they are due. */
export class FilePlayer {
  readonly #file: ReplayFile;
  readonly #context: FilePlayerContext;
  readonly #outbox: Outbox;

  constructor(file: ReplayFile, context: FilePlayerContext) {
    this.#file = file;
    this.#context = context;
    this.#outbox = new Outbox(context.sink, context.clock);
  }

  /** Resolves after the last row; rejects when `signal` aborts or the file is unreadable. */
  async play(signal: AbortSignal): Promise<void> {
    const { loop, loopFromSeconds, loopPauseSeconds } = this.#file;
    let round = this.#roundFrom(0, Number.NEGATIVE_INFINITY, 0);
    for (;;) {
      const lastSeconds = await this.#playRound(round, signal);
      if (!loop || lastSeconds === undefined || lastSeconds < loopFromSeconds) return;
      const endMillis = round.zeroMonotonicMillis + this.#playedMillis(lastSeconds + loopPauseSeconds);
      const pauseMillis = endMillis - this.#context.clock.monotonicMillis();
      round = this.#roundFrom(round.number + 1, loopFromSeconds, pauseMillis);
    }
  }

  /** A round whose first row, at `fromSeconds`, is due in `pauseMillis`. Takes the clock anew, in case it was set. */
  #roundFrom(number: number, fromSeconds: number, pauseMillis: number): Round {
    const { clock } = this.#context;
    const untilZeroMillis = pauseMillis - (Number.isFinite(fromSeconds) ? this.#playedMillis(fromSeconds) : 0);
    return {
      number,
      fromSeconds,
      zeroMillis: clock.nowMillis() + untilZeroMillis,
      zeroMonotonicMillis: clock.monotonicMillis() + untilZeroMillis,
    };
  }

  /** The offset of its last row; `undefined` when there was none to play. */
  async #playRound(round: Round, signal: AbortSignal): Promise<number | undefined> {
    let lastSeconds: number | undefined;
    for await (const numbered of readRows(this.#file)) {
      signal.throwIfAborted();
      const { row } = numbered;
      if (row.kind === 'bad') {
        if (round.number === 0)
          this.#context.sink.reject(row.reason, `${this.#file.path}:${numbered.line} ${row.detail}`);
        continue;
      }
      if (row.offsetSeconds < round.fromSeconds) continue;
      lastSeconds = Math.max(row.offsetSeconds, lastSeconds ?? row.offsetSeconds);
      await this.#untilDue(row, round, signal);
      this.#add(row, numbered.line, round);
    }
    await this.#commit();
    return lastSeconds;
  }

  async #untilDue(row: ReplayRow, round: Round, signal: AbortSignal): Promise<void> {
    const dueMillis = round.zeroMonotonicMillis + this.#playedMillis(row.offsetSeconds);
    const waitMillis = dueMillis - this.#context.clock.monotonicMillis();
    if (waitMillis <= 0 && !this.#outbox.isFull) return;
    await this.#commit();
    if (waitMillis > 0) await this.#context.timer.wait(waitMillis, signal);
    signal.throwIfAborted();
  }

  async #commit(): Promise<void> {
    const { onCommit } = this.#context;
    await this.#outbox.flush().then(() => onCommit(undefined), onCommit);
  }

  #add(row: ReplayRow, line: number, round: Round): void {
    const { site } = this.#file;
    const observedAtMillis = round.zeroMillis + this.#playedMillis(row.offsetSeconds);
    if (row.kind === 'reading') {
      this.#outbox.addReading(site, row.sensor, row.metric, observedAtMillis, row.value);
    } else {
      this.#outbox.addSignal(this.#signalOf(row, `${this.#context.runId}-${round.number}-${line}`, observedAtMillis));
    }
  }

  #signalOf(row: ReplayRow & { kind: 'alarm' }, id: string, observedAtMillis: number): Signal {
    return {
      id,
      kind: 'device-alarm',
      type: row.type,
      class: row.class,
      phase: row.phase,
      site: this.#file.site,
      sensor: row.sensor,
      observedAtMillis,
      receivedAtMillis: this.#context.clock.nowMillis(),
      message: row.message,
    };
  }

  #playedMillis(fileSeconds: number): number {
    return Math.round((fileSeconds * 1000) / this.#file.speed);
  }
}
