import { describe, expect, it } from 'vitest';
import type { HealthReport } from '../../core/ports/health.ts';
import { serve } from './testing/serve.ts';

const REPORT: HealthReport = {
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

describe('GET /api/v1/health', () => {
  it('tells of sources, stages, exporters, breakers, stores, clock and versions; what is not known is null', async () => {
    const url = await serve({ health: async () => REPORT });
    const answer: unknown = await (await fetch(`${url}/api/v1/health`)).json();
    expect(answer).toMatchObject({
      version: '1.2.3',
      nodeVersion: 'v20.20.2',
      startedAt: '1970-01-01T00:00:00.000Z',
      faults: ['redis'],
      sources: [{ kind: 'mqtt', rejected: 3, lastSeenAt: '1970-01-01T00:00:01.000Z', behindMillis: -250 }],
      stages: [
        { name: 'detection', lagMillis: 12, waiting: 3 },
        { name: 'desk', lagMillis: null, waiting: 0 },
      ],
      exporters: [{ kind: 'remote-write', state: 'down', waitingReadings: 7, lastSentAt: null }],
      breakers: [{ name: 'redis', open: true }],
      stores: [{ name: 'audit', bytes: 4096 }],
      clockStepMillis: -3_600_000,
    });
  });
});
