import type { HealthReport } from '../../../core/ports/health.ts';

/** With one of everything. */
export function makeHealthReport(): HealthReport {
  return {
    version: '1.2.3',
    nodeVersion: 'v20.20.2',
    platform: 'linux x64',
    startedAtMillis: 0,
    faults: ['redis'],
    sources: [
      {
        kind: 'mqtt',
        state: 'up',
        detail: 'listening',
        readings: 9,
        readingsPerSecond: 0.15,
        signals: 1,
        rejected: { 'not-json': 2, 'too-large': 1 },
        lastSeenAtMillis: 1000,
        behindMillis: -250,
      },
    ],
    stages: [
      { name: 'detection', lagMillis: 12, waiting: 3 },
      { name: 'desk', lagMillis: undefined, waiting: 0 },
    ],
    exporters: [
      {
        kind: 'remote-write',
        state: 'down',
        detail: 'no answer',
        sent: 5,
        lost: 0,
        waitingReadings: 7,
        capacityReadings: 100,
        lastSentAtMillis: undefined,
      },
    ],
    breakers: [{ name: 'redis', isOpen: true }],
    stores: [{ name: 'audit', bytes: 4096 }],
    seriesCount: 3,
    openEvents: 1,
    clockStepMillis: -3_600_000,
    residentBytes: 1e8,
  };
}
