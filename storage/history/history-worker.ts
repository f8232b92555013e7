/** Entry of the worker thread: does what the messages of `protocol.ts` ask, in their order, on one history file. */
import { parentPort, workerData } from 'node:worker_threads';
import { toPlain } from '../../core/plain-failure.ts';
import { CompactionSchedule } from './compaction-schedule.ts';
import { HistoryFile } from './history-file.ts';
import { buffersOf, buffersOfColumns, type Answer, type Fault, type Request } from './protocol.ts';
import type { WorkerSettings } from './protocol.ts';
import { toStorageFailure } from './storage-failure.ts';

const settings: WorkerSettings = workerData;
const port = parentPort;
if (port === null) throw new Error('history-worker runs in a worker thread only');

interface OpenHistory {
  readonly file: HistoryFile;
  readonly schedule: CompactionSchedule;
}

let history: OpenHistory | undefined;

/** Tried again with each request, so that a cause that passes does not need a restart. */
function openHistory(): OpenHistory {
  if (history !== undefined) return history;
  const file = new HistoryFile(settings.file, settings.compaction);
  history = { file, schedule: new CompactionSchedule(file, settings, reportFault) };
  return history;
}

function reportFault(error: unknown): void {
  const fault: Fault = { kind: 'fault', failure: toPlain(toStorageFailure(error, settings.file)) };
  port?.postMessage(fault);
}

function answer(message: Answer, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

function handle(request: Request): void {
  const { id } = request;
  switch (request.kind) {
    case 'load-series':
      answer({ kind: 'series', id, series: openHistory().file.loadSeries() });
      return;
    case 'append': {
      const { newSeries, readings, receivedAtMillis } = request;
      const { count } = readings;
      const { file, schedule } = openHistory();
      file.append(newSeries, readings);
      answer({ kind: 'appended', id, readings }, buffersOf(readings));
      schedule.appended(count, receivedAtMillis);
      return;
    }
    case 'read': {
      const columns = openHistory().file.read(request.seriesId, request.fromMillis, request.toMillis);
      answer({ kind: 'columns', id, columns }, buffersOfColumns(columns));
      return;
    }
    case 'stop':
      try {
        history?.schedule.stop();
        history?.file.close();
        answer({ kind: 'stopped', id });
      } finally {
        port?.close();
      }
  }
}

port.on('message', (request: Request) => {
  try {
    handle(request);
  } catch (error) {
    answer({ kind: 'failed', id: request.id, failure: toPlain(toStorageFailure(error, settings.file)) });
  }
});
