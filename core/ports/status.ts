import type { RejectReason } from '../reject-reason.ts';

export type ComponentState = 'starting' | 'up' | 'down' | 'off';

/** How one collector is doing, for the page, `/readyz` and the metrics. */
export interface SourceStatus {
  readonly kind: string;
  readonly state: ComponentState;
  readonly detail: string;
  readonly remedy?: string;
  readonly readings: number;
  readonly signals: number;
  readonly rejected: Readonly<Partial<Record<RejectReason, number>>>;
  readonly lastSeenAtMillis?: number;
}

/** How one notifier is doing. `off` means nobody configured it. */
export interface NotifierStatus {
  readonly kind: string;
  readonly state: ComponentState;
  readonly detail: string;
  readonly sent: number;
  readonly failed: number;
}

/** How one exporter is doing; only those that are configured are listed. */
export interface ExporterStatus {
  readonly kind: string;
  readonly state: ComponentState;
  readonly detail: string;
  readonly sent: number;
  readonly lost: number;
  readonly waitingReadings: number;
  readonly capacityReadings: number;
  readonly lastSentAtMillis: number | undefined;
}

/** A stage that readings or signals reach late. */
export interface LateStage {
  readonly name: string;
  readonly lagMillis: number;
}

export interface SystemStatus {
  readonly version: string;
  readonly startedAtMillis: number;
  readonly sources: readonly SourceStatus[];
  readonly notifiers: readonly NotifierStatus[];
  readonly lateStages: readonly LateStage[];
  readonly seriesCount: number;
  readonly workingMemory: 'embedded' | 'redis';
  readonly demo: boolean;
}
