import { Failure } from '../../core/failure.ts';
import type { CollectorContext, ListeningCollector } from '../../core/ports/collector.ts';
import type { ReplayFile } from './config.ts';
import { FilePlayer } from './file-player.ts';
import { checkReadable } from './replay-file-reader.ts';
import type { Timer } from './timer.ts';

/** Plays its files side by side from the moment it starts. */
export class ReplayCollector implements ListeningCollector {
  readonly mode = 'listening';
  readonly #files: readonly ReplayFile[];
  readonly #context: CollectorContext;
  readonly #timer: Timer;
  /** What is wrong with which file; empty while all is well. */
  readonly #problems = new Map<ReplayFile, Failure>();
  #abort = new AbortController();
  #playing: Promise<unknown> = Promise.resolve();

  constructor(files: readonly ReplayFile[], context: CollectorContext, timer: Timer) {
    this.#files = files;
    this.#context = context;
    this.#timer = timer;
  }

  async start(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#files.map((file) => checkReadable(file)));
    signal.throwIfAborted();
    await this.stop();
    this.#abort = new AbortController();
    const startedAt = this.#context.clock.nowMillis().toString(36);
    const { signal: stopped } = this.#abort;
    this.#playing = Promise.all(
      this.#files.map((file, index) => this.#play(file, `replay-${startedAt}-${index}`, stopped)),
    );
    this.#reportHealth();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#playing;
  }

  async #play(file: ReplayFile, runId: string, stopped: AbortSignal): Promise<void> {
    const { clock, sink } = this.#context;
    const onCommit = (error: unknown): void =>
      this.#setProblem(file, error === undefined ? undefined : notCommitted(error));
    const player = new FilePlayer(file, { clock, sink, timer: this.#timer, runId, onCommit });
    try {
      await player.play(stopped);
    } catch (error) {
      if (!stopped.aborted) this.#setProblem(file, error instanceof Failure ? error : broken(file, error));
    }
  }

  #setProblem(file: ReplayFile, problem: Failure | undefined): void {
    const before = this.#problems.get(file)?.message;
    if (problem?.message === before) return;
    if (problem === undefined) this.#problems.delete(file);
    else this.#problems.set(file, problem);
    this.#reportHealth();
  }

  #reportHealth(): void {
    const [problem] = this.#problems.values();
    if (problem === undefined) this.#context.health({ state: 'up', detail: `playing ${this.#files.length} file(s)` });
    else this.#context.health({ state: 'down', detail: problem.message, remedy: problem.remedy });
  }
}

function notCommitted(cause: unknown): Failure {
  return new Failure('replayed rows are not being committed', {
    reason: 'other',
    retryable: true,
    remedy: 'look at the history and the audit trail: the replay goes on and recovers by itself',
    cause,
  });
}

function broken(file: ReplayFile, cause: unknown): Failure {
  return new Failure(`replay of ${file.path} stopped: ${cause instanceof Error ? cause.message : String(cause)}`, {
    reason: 'other',
    retryable: true,
    remedy: 'check the file and start Telltale again',
    cause,
  });
}
