import type { SystemStatus } from '../../core/ports/status.ts';
import type { StatusView } from './api-schemas.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { isoTime, isoTimeOrNull } from './iso-time.ts';

const SERVER_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

export function toStatusView(status: SystemStatus, nowMillis: number, problems: readonly string[]): StatusView {
  return {
    version: status.version,
    now: isoTime(nowMillis),
    startedAt: isoTime(status.startedAtMillis),
    sources: status.sources.map((source) => ({
      kind: source.kind,
      state: source.state,
      detail: source.detail,
      remedy: source.remedy ?? null,
      readings: source.readings,
      signals: source.signals,
      rejected: { ...source.rejected },
      lastSeenAt: isoTimeOrNull(source.lastSeenAtMillis),
    })),
    notifiers: status.notifiers.map(({ kind, state, detail, sent, failed }) => ({ kind, state, detail, sent, failed })),
    lateStages: status.lateStages.map(({ name, lagMillis }) => ({ name, lagMillis: Math.round(lagMillis) })),
    seriesCount: status.seriesCount,
    workingMemory: status.workingMemory,
    demo: status.demo,
    problems: [...problems],
    zone: SERVER_ZONE,
  };
}

export function statusOf({
  status,
  readiness,
  clock,
}: Pick<ConsoleDeps, 'status' | 'readiness' | 'clock'>): StatusView {
  return toStatusView(status(), clock.nowMillis(), readiness().problems);
}
