import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReportTargets } from '../../analytics/alarm-report/settings.ts';
import type { AlarmReport } from '../../core/alarm-report.ts';
import { Failure } from '../../core/failure.ts';
import { fromPlain } from '../../core/plain-failure.ts';
import type { AlarmReports, ReportRequest } from '../../core/ports/alarm-reports.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { settingsOf } from './report-request.ts';
import type { ReportAnswer, ReportWork } from './report-worker.ts';

const WORKER = new URL(`file://${join(PACKAGE_ROOT, 'dist/app/report/report-worker.js')}`);
/** Each takes a core for seconds; further ones are asked to come back. */
const MOST_WAITING = 4;
const RETRY_AFTER_SECONDS = 10;

export interface TrailReportsOptions {
  readonly auditFile: string;
  readonly targets: ReportTargets;
  readonly clock: Clock;
}

/** Reports of the audit trail, one after the other, each in a thread of its own that reads beside the desk. */
export class TrailReports implements AlarmReports {
  readonly #options: TrailReportsOptions;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(options: TrailReportsOptions) {
    this.#options = options;
  }

  async report(request: ReportRequest): Promise<AlarmReport> {
    const { auditFile, targets, clock } = this.#options;
    const settings = settingsOf(request, { untilMillis: clock.nowMillis() }, targets);
    if (this.#waiting >= MOST_WAITING) throw tooMany();
    this.#waiting += 1;
    const before = this.#last;
    const work = before.then(async () => await runInThread({ auditFile, settings, sites: request.sites }));
    this.#last = work.catch(() => undefined);
    try {
      return await work;
    } finally {
      this.#waiting -= 1;
    }
  }
}

async function runInThread(work: ReportWork): Promise<AlarmReport> {
  const worker = new Worker(WORKER, { workerData: work, name: 'alarm report' });
  const answer = await new Promise<ReportAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread of the alarm report ended without an answer')));
  });
  if (answer.kind === 'failed') throw fromPlain(answer.failure);
  return answer.report;
}

function tooMany(): Failure {
  return new Failure('other reports are being made', {
    reason: 'rate-limited',
    retryable: true,
    remedy: `ask again in ${RETRY_AFTER_SECONDS} seconds`,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
