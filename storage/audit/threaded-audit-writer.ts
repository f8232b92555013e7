import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/failure.ts';
import { fromPlain } from '../../core/plain-failure.ts';
import { AuditConflict } from '../../core/ports/audit-trail.ts';
import type { AuditCells } from './audit-row.ts';
import type { RowWriter } from './audit-writer.ts';
import type { WriterAnswer, WriterRequest, WriterSettings } from './writer-protocol.ts';

export interface ThreadedAuditWriterOptions {
  readonly file: string;
  /** Of the compiled `audit-writer-thread.ts`. */
  readonly workerUrl: URL;
  /** After each group commit: rows now on disk, and how long it took. Must not throw. */
  readonly onCommit?: (rows: number, seconds: number) => void;
}

interface Call {
  readonly resolve: () => void;
  readonly reject: (cause: Error) => void;
}

/** Hands rows to a thread that writes them. When it dies, what was not answered fails, and the next call starts another. */
export class ThreadedAuditWriter implements RowWriter {
  readonly #options: ThreadedAuditWriterOptions;
  readonly #calls = new Map<number, Call>();
  #thread: { readonly worker: Worker; readonly exited: Promise<unknown> } | undefined;
  #lastId = 0;

  constructor(options: ThreadedAuditWriterOptions) {
    this.#options = options;
    this.#thread = this.#start();
  }

  async write(rows: readonly AuditCells[]): Promise<void> {
    this.#thread ??= this.#start();
    const { worker } = this.#thread;
    this.#lastId += 1;
    const id = this.#lastId;
    await new Promise<void>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      post(worker, { kind: 'write', id, rows });
    });
  }

  async stop(): Promise<void> {
    if (this.#thread === undefined) return;
    post(this.#thread.worker, { kind: 'stop' });
    await this.#thread.exited;
  }

  #start() {
    const workerData: WriterSettings = { file: this.#options.file };
    const worker = new Worker(this.#options.workerUrl, { workerData, name: 'audit' });
    worker.on('message', (answer: WriterAnswer) => this.#receive(answer));
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => this.#lose(cause));
    return { worker, exited: once(worker, 'exit').catch(() => undefined) };
  }

  #receive(answer: WriterAnswer): void {
    if (answer.kind === 'committed') {
      this.#options.onCommit?.(answer.rows, answer.seconds);
      return;
    }
    const call = this.#calls.get(answer.id);
    this.#calls.delete(answer.id);
    if (answer.kind === 'written') call?.resolve();
    else call?.reject(answer.kind === 'conflict' ? new AuditConflict(answer.message) : fromPlain(answer.failure));
  }

  #lose(cause: unknown): void {
    this.#thread = undefined;
    const failure = new Failure(`audit trail ${this.#options.file}: the thread that writes it has ended`, {
      reason: 'other',
      retryable: true,
      remedy: 'nothing: another is started; if it happens again, report it with the log lines before it',
      cause,
    });
    for (const { reject } of this.#calls.values()) reject(failure);
    this.#calls.clear();
  }
}

function post(worker: Worker, request: WriterRequest): void {
  worker.postMessage(request, []);
}
