/** Entry of a detection thread: judges and saves its shards as the messages of `protocol.ts` ask. */
import { parentPort, workerData } from 'node:worker_threads';
import { toPlain } from '../../core/plain-failure.ts';
import { toSnapshotFailure } from '../snapshot/snapshot-failure.ts';
import { loadDetectors } from './detector-modules.ts';
import type { Answer, Request, WorkerSettings } from './protocol.ts';
import { ShardSet } from './shard-set.ts';

const settings: WorkerSettings = workerData;
const port = parentPort;
if (port === null) throw new Error('detection-worker runs in a worker thread only');

const { shards, folder } = settings;
const shardSet = new ShardSet({ shards, folder, sources: await loadDetectors(settings.detectors) });

function answer(message: Answer): void {
  port?.postMessage(message);
}

/** What is thrown here, by a detector or for want of memory, ends the thread; another takes its place. */
function handle(request: Request): void {
  switch (request.kind) {
    case 'describe':
      shardSet.describe(request.series);
      return;
    case 'judge':
      answer({ kind: 'judged', id: request.id, judgement: shardSet.judge(request.rows) });
      return;
    case 'save':
      void answerWhenSaved(request.id, shardSet.save(request.shard, request.savedAtMillis));
      return;
    case 'stop':
      void answerWhenSaved(request.id, shardSet.saveAll(request.savedAtMillis)).then(() => port?.close());
  }
}

async function answerWhenSaved(id: number, saved: Promise<void>): Promise<void> {
  try {
    await saved;
    answer({ kind: 'saved', id });
  } catch (cause) {
    answer({ kind: 'not-saved', id, failure: toPlain(toSnapshotFailure(cause, 'its file')) });
  }
}

answer({ kind: 'opened', reports: shardSet.reports });
port.on('message', handle);
