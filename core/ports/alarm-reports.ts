import type { AlarmReport } from '../alarm-report.ts';

/** What is asked for, as people write it; all of it may be left out. */
export interface ReportRequest {
  /** ISO 8601 (without a zone: by the clock of `zone`; a date is its midnight), epoch seconds or epoch milliseconds. */
  readonly from?: string;
  readonly until?: string;
  /** IANA name. */
  readonly zone?: string;
  /** A number of positions, or `counted`. */
  readonly operators?: string;
  /** Names or patterns of the sites it is about; every one where they are absent. */
  readonly sites?: readonly string[];
}

export interface AlarmReports {
  /** @throws Failure: `client` when the request makes no sense. */
  report(request: ReportRequest): Promise<AlarmReport>;
}
