import { parentPort, workerData } from 'node:worker_threads';
import { whatCounts } from '../../analytics/desk-ranking/deed.ts';
import { fitVersion } from '../../analytics/desk-ranking/fit-version.ts';
import type { ModelVersion } from '../../analytics/desk-ranking/model-version.ts';
import { Failure } from '../../core/failure.ts';
import { toPlain, type PlainFailure } from '../../core/plain-failure.ts';
import { readDeeds } from './read-deeds.ts';

/** What the thread is started with. */
export interface RefitWork {
  readonly auditFile: string;
  readonly id: string;
  readonly fromMillis: number;
  readonly nowMillis: number;
  readonly mostOpenings: number;
}

export type RefitAnswer =
  | { readonly kind: 'fitted'; readonly version: ModelVersion }
  | { readonly kind: 'too-few-closings' }
  | { readonly kind: 'failed'; readonly failure: PlainFailure };

const work: RefitWork = workerData;
const answer = await refit();
parentPort?.postMessage(answer, []);

async function refit(): Promise<RefitAnswer> {
  const { auditFile, id, fromMillis, nowMillis, mostOpenings } = work;
  try {
    const deeds = whatCounts(await readDeeds(auditFile, fromMillis, nowMillis), mostOpenings);
    const version = fitVersion(deeds, id, nowMillis);
    return version === undefined ? { kind: 'too-few-closings' } : { kind: 'fitted', version };
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    return { kind: 'failed', failure: toPlain(cause) };
  }
}
