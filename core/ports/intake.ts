import type { RejectReason } from '../reject-reason.ts';

export interface IntakeResult {
  readonly accepted: number;
  readonly rejected: number;
  /** The first few refusals, with the row they are about (from 1). */
  readonly problems: readonly { readonly row: number; readonly reason: RejectReason; readonly detail: string }[];
}

/** What the HTTP server hands over unread: the body of a request that brings telemetry. Resolves when committed. */
export interface HttpIntake {
  /** JSON array or JSON lines of `{site, sensor, metric, value, time?, unit?}`. */
  readings(body: Buffer): Promise<IntakeResult>;
  /** JSON array or JSON lines of `{site, sensor, type, class?, message?, time?, id?}`. */
  signals(body: Buffer): Promise<IntakeResult>;
  /** What the webhook of Prometheus Alertmanager sends: alerts that fire or are resolved. */
  alerts(body: Buffer): Promise<IntakeResult>;
  /** InfluxDB line protocol. */
  lineProtocol(body: Buffer, precision: 'ns' | 'us' | 'ms' | 's'): Promise<IntakeResult>;
  /** Counts a body that the server itself refused. */
  refused(reason: RejectReason, detail: string): void;
}
