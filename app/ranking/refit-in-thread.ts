import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fromPlain } from '../../core/plain-failure.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { RefitAnswer, RefitWork } from './refit-worker.ts';

const WORKER = new URL(`file://${join(PACKAGE_ROOT, 'dist/app/ranking/refit-worker.js')}`);

/** Fits a model in a thread of its own; `stopping` ends it. Rejects with a `Failure` where the trail cannot be read. */
export async function refitInThread(
  work: RefitWork,
  stopping: AbortSignal,
): Promise<Exclude<RefitAnswer, { kind: 'failed' }>> {
  const worker = new Worker(WORKER, { workerData: work, name: 'ranking refit' });
  const stop = (): void => void worker.terminate();
  stopping.addEventListener('abort', stop);
  try {
    const answer = await new Promise<RefitAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread of the ranking refit ended without an answer')));
    });
    if (answer.kind === 'failed') throw fromPlain(answer.failure);
    return answer;
  } finally {
    stopping.removeEventListener('abort', stop);
  }
}
