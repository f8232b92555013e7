import type { ExporterStatus, SourceStatus } from './status.ts';

export interface SourceHealth extends SourceStatus {
  /** Over the last minute, or since the start where that is shorter. */
  readonly readingsPerSecond: number;
  /** Arrival after the device's time, of the latest reading; below 0 the device's clock is ahead. */
  readonly behindMillis?: number;
}

/** One stage that readings or signals pass. */
export interface StageHealth {
  readonly name: string;
  /** How long the heartbeat takes, or already took, to get past it; `undefined` until it has. */
  readonly lagMillis: number | undefined;
  readonly waiting: number;
}

/** Whether telemetry is taken in and kept, by the parts that fail now. */
export interface Readiness {
  /** Telemetry is not, or not all of it, while one of these fails. */
  readonly problems: readonly string[];
  /** It is, and something else that is expected of Telltale is not done. */
  readonly degraded: readonly string[];
}

/** How Telltale itself is, for those who keep it running. */
export interface HealthReport {
  readonly version: string;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly startedAtMillis: number;
  /** Parts that fail now. */
  readonly faults: readonly string[];
  readonly sources: readonly SourceHealth[];
  readonly stages: readonly StageHealth[];
  readonly exporters: readonly ExporterStatus[];
  readonly breakers: readonly { readonly name: string; readonly isOpen: boolean }[];
  readonly stores: readonly { readonly name: string; readonly bytes: number }[];
  readonly seriesCount: number;
  readonly openEvents: number;
  /** How far the wall clock of this machine was set since the start; forward is above 0. */
  readonly clockStepMillis: number;
  readonly residentBytes: number;
}
