import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HouseConfig } from '../config/schema.ts';
import { Failure } from '../core/failure.ts';
import type { AuditPast } from '../core/ports/audit-past.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { WorkingMemory } from '../core/ports/working-memory.ts';
import type { AuditWriterOptions } from '../storage/audit/audit-writer.ts';
import { openAuditPast } from '../storage/audit/sqlite-audit-past.ts';
import { openAuditTrail, openThreadedAuditTrail, type SqliteAuditTrail } from '../storage/audit/sqlite-audit-trail.ts';
import { SqliteHistory } from '../storage/history/sqlite-history.ts';
import { EmbeddedWorkingMemory } from '../storage/memory/embedded-working-memory.ts';
import { RedisWorkingMemory } from '../storage/memory/redis-working-memory.ts';
import { Guard } from '../runtime/guard.ts';
import { GuardedMemory } from './guarded-memory.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import type { StageMetrics } from './stage-metrics.ts';

export interface Stores {
  readonly audit: SqliteAuditTrail;
  /** The same trail as it was. */
  readonly auditPast: AuditPast;
  readonly history: SqliteHistory;
  readonly memory: WorkingMemory;
}

/** What the stores tell while they work. */
export interface StoreObserver {
  readonly historyFault: (failure: Failure) => void;
  readonly memoryHealth: (isUp: boolean, detail: string) => void;
  readonly memoryBreaker: (isOpen: boolean) => void;
}

const HISTORY_WORKER = new URL(`file://${join(PACKAGE_ROOT, 'dist/storage/history/history-worker.js')}`);

const AUDIT_WRITER = new URL(`file://${join(PACKAGE_ROOT, 'dist/storage/audit/audit-writer-thread.js')}`);

/** The desk waits for each failing call: a Redis that hangs may hold it up this often, then no more for a while. */
const REDIS_BREAK_AFTER_FAILURES = 2;
const REDIS_BREAK_SECONDS = 10;

/** Opens everything that is kept. Throws a `Failure` with a remedy where it cannot. */
export function openStores(house: HouseConfig, clock: Clock, metrics: StageMetrics, observer: StoreObserver): Stores {
  makeDataFolder(house.dataDir);
  const audit = openThreadedAuditTrail(auditFile(house.dataDir), {
    workerUrl: AUDIT_WRITER,
    onCommit: (rows, seconds) => metrics.auditCommitted(rows, seconds),
  });
  const history = new SqliteHistory({
    file: join(house.dataDir, 'history.db'),
    workerUrl: HISTORY_WORKER,
    clock,
    retentionDays: house.history.retentionDays,
    onCommit: (readings, seconds) => metrics.historyCommitted(readings, seconds),
    onFault: observer.historyFault,
  });
  return { audit, auditPast: openAuditPast(auditFile(house.dataDir)), history, memory: openMemory(house, observer) };
}

/** The audit trail alone: for a command that runs beside Telltale. */
export function openAudit(house: HouseConfig, options: AuditWriterOptions): SqliteAuditTrail {
  makeDataFolder(house.dataDir);
  return openAuditTrail(auditFile(house.dataDir), options);
}

/** Where the audit trail of a data folder is. */
export function auditFile(dataDir: string): string {
  return join(dataDir, 'audit.db');
}

function openMemory(house: HouseConfig, observer: StoreObserver): WorkingMemory {
  if (house.redisUrl === undefined) return new EmbeddedWorkingMemory();
  const redis = new RedisWorkingMemory(house.redisUrl.reveal(), {
    onHealth: ({ state, detail }) => observer.memoryHealth(state === 'up', detail),
  });
  const guard = new Guard({
    name: 'Redis',
    breakAfterFailures: REDIS_BREAK_AFTER_FAILURES,
    breakSeconds: REDIS_BREAK_SECONDS,
    onBreakerChange: observer.memoryBreaker,
  });
  return new GuardedMemory(redis, guard);
}

function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Failure(`cannot make the data folder ${folder}`, {
      reason: 'configuration',
      retryable: false,
      remedy: 'set TELLTALE_DATA_DIR to a folder this process may write to',
      cause,
    });
  }
}
