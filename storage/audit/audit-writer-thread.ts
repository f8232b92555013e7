/** Entry of the thread that writes the audit trail: does what `writer-protocol.ts` asks, in that order. */
import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { toPlain } from '../../core/plain-failure.ts';
import { AuditConflict } from '../../core/ports/audit-trail.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { connect } from './audit-database.ts';
import { auditFailure } from './audit-failure.ts';
import { AuditWriter } from './audit-writer.ts';
import type { WriterAnswer, WriterRequest, WriterSettings } from './writer-protocol.ts';

const { file }: WriterSettings = workerData;
const port = parentPort;
if (port === null) throw new Error('audit-writer-thread runs in a thread of its own only');

let open: { readonly database: Database.Database; readonly writer: AuditWriter } | undefined;

function answer(message: WriterAnswer): void {
  port?.postMessage(message);
}

/** Tried again with each request, so that a cause that passes does not need a restart. */
function openWriter(): AuditWriter {
  if (open !== undefined) return open.writer;
  const database = connect(file);
  const onCommit = (rows: number, seconds: number): void => answer({ kind: 'committed', rows, seconds });
  open = { database, writer: new AuditWriter(database, { clock: systemClock, onCommit }) };
  return open.writer;
}

async function write({ id, rows }: Extract<WriterRequest, { kind: 'write' }>): Promise<void> {
  try {
    await openWriter().write(rows);
    answer({ kind: 'written', id });
  } catch (cause) {
    if (cause instanceof AuditConflict) answer({ kind: 'conflict', id, message: cause.message });
    else answer({ kind: 'failed', id, failure: toPlain(auditFailure(cause, 'writing', file)) });
  }
}

async function stop(): Promise<void> {
  try {
    await open?.writer.stop();
    // What has just been written is answered first.
    await new Promise((resolve) => setImmediate(resolve));
    open?.database.close();
  } finally {
    port?.close();
  }
}

port.on('message', (request: WriterRequest) => {
  if (request.kind === 'write') void write(request);
  else void stop();
});
