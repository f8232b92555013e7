import { describe, expect, it } from 'vitest';
import { makeHealthReport } from './testing/make-health-report.ts';
import { serve } from './testing/serve.ts';

describe('GET /api/v1/health', () => {
  it('tells of sources, stages, exporters, breakers, stores, clock and versions; what is not known is null', async () => {
    const url = await serve({ health: async () => makeHealthReport() });
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
