import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/failure.ts';
import { fromPlain } from '../../core/plain-failure.ts';
import type { StartTimer } from '../../runtime/timer.ts';
import { createDetectionCounters } from '../detection-counters.ts';
import type { JudgingHost, Judgement, NewSeries, ShardedRows, ShardReport } from './judging-host.ts';
import type { Answer, Request, WorkerSettings } from './protocol.ts';

export interface WorkerHostOptions {
  readonly workerUrl: URL;
  readonly settings: WorkerSettings;
  readonly startTimer: StartTimer;
  readonly onLost: (failure: Failure) => void;
  /** A worker that replaced a lost one has judged something. */
  readonly onRecovered: () => void;
}

/** A worker that dies again without having judged anything is replaced after this, then after twice this, and so on. */
const FIRST_PAUSE_MILLIS = 1000;
const MAX_PAUSE_MILLIS = 60_000;
/** Rows over which so many workers have died are left out. */
const MAX_DEATHS = 2;

interface AskedJudgement {
  readonly rows: ShardedRows;
  readonly resolve: (judgement: Judgement) => void;
  deaths: number;
}

interface AskedSave {
  readonly resolve: () => void;
  readonly reject: (failure: Failure) => void;
}

/**
 * Judges in a thread of its own. A worker that dies is replaced by one that starts from the last snapshots and is asked again
 * what the lost one had not answered.
 */
export class WorkerHost implements JudgingHost {
  readonly #options: WorkerHostOptions;
  readonly #judgements = new Map<number, AskedJudgement>();
  readonly #saves = new Map<number, AskedSave>();
  readonly #described: NewSeries[] = [];
  #worker: Worker | undefined;
  #lastId = 0;
  #deathsInARow = 0;
  #isStopping = false;
  #cancelPause: () => void = () => undefined;
  #onOpened: (reports: readonly ShardReport[]) => void = () => undefined;
  #onExit: () => void = () => undefined;

  constructor(options: WorkerHostOptions) {
    this.#options = options;
  }

  /** Rejects with a `Failure` when the worker cannot even begin. */
  async open(): Promise<readonly ShardReport[]> {
    return await new Promise((resolve, reject) => {
      const worker = this.#start();
      const fail = (cause: unknown): void => {
        this.#isStopping = true;
        reject(lostFailure(cause));
      };
      worker.once('error', fail);
      this.#onOpened = (reports) => {
        worker.off('error', fail);
        resolve(reports);
      };
    });
  }

  async judge(rows: ShardedRows): Promise<Judgement> {
    for (const series of rows.newSeries) this.#described.push(series);
    return await new Promise((resolve) => {
      const id = this.#nextId();
      this.#judgements.set(id, { rows, resolve, deaths: 0 });
      this.#post({ kind: 'judge', id, rows });
    });
  }

  /** A save that its worker does not survive counts as done: the one that replaces it has nothing newer. */
  async save(shard: number, savedAtMillis: number): Promise<void> {
    if (this.#worker === undefined) return;
    await new Promise<void>((resolve, reject) => {
      const id = this.#nextId();
      this.#saves.set(id, { resolve, reject });
      this.#post({ kind: 'save', id, shard, savedAtMillis });
    });
  }

  async stop(savedAtMillis: number): Promise<void> {
    this.#isStopping = true;
    this.#cancelPause();
    if (this.#worker === undefined) return;
    const exited = new Promise<void>((resolve) => (this.#onExit = resolve));
    try {
      await new Promise<void>((resolve, reject) => {
        const id = this.#nextId();
        this.#saves.set(id, { resolve, reject });
        this.#post({ kind: 'stop', id, savedAtMillis });
      });
    } finally {
      await exited;
    }
  }

  #start(): Worker {
    const { workerUrl, settings } = this.#options;
    const worker = new Worker(workerUrl, { workerData: settings, name: 'detection' });
    this.#worker = worker;
    let cause: unknown;
    worker.on('message', (message: Answer) => this.#receive(message));
    worker.on('error', (error) => (cause = error));
    worker.on('exit', () => this.#lose(cause));
    return worker;
  }

  #post(request: Request): void {
    this.#worker?.postMessage(request);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #receive(message: Answer): void {
    switch (message.kind) {
      case 'opened':
        this.#onOpened(message.reports);
        return;
      case 'judged':
        this.#judged(message.id, message.judgement);
        return;
      case 'saved':
        this.#takeSave(message.id)?.resolve();
        return;
      case 'not-saved':
        this.#takeSave(message.id)?.reject(fromPlain(message.failure));
    }
  }

  #judged(id: number, judgement: Judgement): void {
    const asked = this.#judgements.get(id);
    this.#judgements.delete(id);
    if (this.#deathsInARow > 0) this.#options.onRecovered();
    this.#deathsInARow = 0;
    asked?.resolve(judgement);
  }

  #takeSave(id: number): AskedSave | undefined {
    const asked = this.#saves.get(id);
    this.#saves.delete(id);
    return asked;
  }

  #lose(cause: unknown): void {
    this.#worker = undefined;
    for (const { resolve } of this.#saves.values()) resolve();
    this.#saves.clear();
    this.#onExit();
    if (this.#isStopping) {
      this.#giveUp();
      return;
    }
    this.#deathsInARow += 1;
    this.#options.onLost(lostFailure(cause));
    this.#leaveOutWhatKills();
    if (this.#deathsInARow === 1) this.#replace();
    else this.#cancelPause = this.#options.startTimer(() => this.#replace(), pauseMillis(this.#deathsInARow));
  }

  #replace(): void {
    this.#start();
    this.#post({ kind: 'describe', series: this.#described });
    for (const [id, { rows }] of this.#judgements) this.#post({ kind: 'judge', id, rows });
  }

  /** Judgements are answered in order: the first that is not was being judged when the worker died. */
  #leaveOutWhatKills(): void {
    const [first] = this.#judgements;
    if (first === undefined) return;
    const [id, asked] = first;
    asked.deaths += 1;
    if (asked.deaths < MAX_DEATHS) return;
    this.#judgements.delete(id);
    asked.resolve(nothingOf(asked.rows));
  }

  #giveUp(): void {
    for (const { rows, resolve } of this.#judgements.values()) resolve(nothingOf(rows));
    this.#judgements.clear();
  }
}

function pauseMillis(deathsInARow: number): number {
  return Math.min(MAX_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** (deathsInARow - 2));
}

function nothingOf({ count }: ShardedRows): Judgement {
  const scores = new Float64Array(count).fill(NaN);
  return { scores, changes: [], learnt: [], counted: createDetectionCounters(), lostRows: count };
}

function lostFailure(cause: unknown): Failure {
  const detail = cause instanceof Error ? `: ${cause.message}` : '';
  return new Failure(`a detection worker has ended${detail}.`, {
    reason: 'other',
    retryable: true,
    remedy:
      'Another takes its place, with what was saved last. If it happens again, report it with the log lines around it.',
    cause,
  });
}
