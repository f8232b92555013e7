import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/failure.ts';
import { fromPlain } from '../../core/plain-failure.ts';
import type { Answer, Fault, Request, WorkerSettings } from './protocol.ts';

interface Call {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: Failure) => void;
}

type RequestWithoutId = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** Requests to the history worker and their answers. When the worker is gone, every request fails. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #onFault: (failure: Failure) => void;
  readonly #calls = new Map<number, Call>();
  readonly #exited: Promise<unknown>;
  #lastId = 0;
  #gone: Failure | undefined;

  constructor(workerUrl: URL, settings: WorkerSettings, onFault: (failure: Failure) => void) {
    this.#onFault = onFault;
    this.#worker = new Worker(workerUrl, { workerData: settings, name: 'history' });
    this.#exited = once(this.#worker, 'exit').catch(() => undefined);
    this.#worker.on('message', (message: Answer | Fault) => this.#receive(message));
    this.#worker.on('error', (cause) => this.#lose(cause));
    this.#worker.on('exit', () => this.#lose(undefined));
  }

  /** Rejects with a `Failure`. */
  async call<Kind extends Answer['kind']>(
    kind: Kind,
    request: RequestWithoutId,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Extract<Answer, { kind: Kind }>> {
    if (this.#gone !== undefined) throw this.#gone;
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id }, transfer);
    });
    if (!isOfKind(answer, kind)) throw new TypeError(`the history worker answered ${answer.kind} for ${kind}`);
    return answer;
  }

  async exited(): Promise<void> {
    await this.#exited;
  }

  #receive(message: Answer | Fault): void {
    if (message.kind === 'fault') {
      this.#onFault(fromPlain(message.failure));
      return;
    }
    const call = this.#calls.get(message.id);
    this.#calls.delete(message.id);
    if (message.kind === 'failed') call?.reject(fromPlain(message.failure));
    else call?.resolve(message);
  }

  #lose(cause: unknown): void {
    this.#gone ??= new Failure('the history worker has ended', {
      reason: 'other',
      retryable: false,
      remedy: 'restart Telltale; if it happens again, report it with the log lines before it',
      cause,
    });
    for (const call of this.#calls.values()) call.reject(this.#gone);
    this.#calls.clear();
  }
}

function isOfKind<Kind extends Answer['kind']>(answer: Answer, kind: Kind): answer is Extract<Answer, { kind: Kind }> {
  return answer.kind === kind;
}
