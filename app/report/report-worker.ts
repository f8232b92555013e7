import { parentPort, workerData } from 'node:worker_threads';
import type { ReportSettings } from '../../analytics/alarm-report/settings.ts';
import type { AlarmReport } from '../../core/alarm-report.ts';
import { Failure } from '../../core/failure.ts';
import { toPlain, type PlainFailure } from '../../core/plain-failure.ts';
import { reportTrail } from './report-trail.ts';

/** What the thread is started with. */
export interface ReportWork {
  readonly auditFile: string;
  readonly settings: ReportSettings;
  /** Every one where they are absent. */
  readonly sites?: readonly string[] | undefined;
}

export type ReportAnswer =
  | { readonly kind: 'report'; readonly report: AlarmReport }
  | { readonly kind: 'failed'; readonly failure: PlainFailure };

const { auditFile, settings, sites }: ReportWork = workerData;
const made = await answer();
parentPort?.postMessage(made, []);

async function answer(): Promise<ReportAnswer> {
  try {
    return { kind: 'report', report: await reportTrail(auditFile, settings, sites) };
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    return { kind: 'failed', failure: toPlain(cause) };
  }
}
