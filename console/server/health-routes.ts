import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HealthReport } from '../../core/ports/health.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { isoTime, isoTimeOrNull } from './iso-time.ts';
import type { Operation } from './operation.ts';

interface HealthDeps {
  readonly health: () => Promise<HealthReport>;
  readonly clock: Pick<Clock, 'nowMillis'>;
}

export function registerHealthRoutes(app: FastifyInstance, { health, clock }: HealthDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/health',
    config: { operation: HEALTH },
    handler: async () => toHealthView(await health(), clock.nowMillis()),
  });
}

function toHealthView(report: HealthReport, nowMillis: number): HealthView {
  return {
    now: isoTime(nowMillis),
    version: report.version,
    nodeVersion: report.nodeVersion,
    platform: report.platform,
    startedAt: isoTime(report.startedAtMillis),
    faults: [...report.faults],
    sources: report.sources.map((source) => ({
      kind: source.kind,
      state: source.state,
      detail: source.detail,
      readings: source.readings,
      readingsPerSecond: source.readingsPerSecond,
      signals: source.signals,
      rejected: Object.values(source.rejected).reduce((sum, count) => sum + count, 0),
      lastSeenAt: isoTimeOrNull(source.lastSeenAtMillis),
      behindMillis: source.behindMillis ?? null,
    })),
    stages: report.stages.map(({ name, lagMillis, waiting }) => ({ name, lagMillis: lagMillis ?? null, waiting })),
    exporters: report.exporters.map(({ lastSentAtMillis, ...exporter }) => ({
      ...exporter,
      lastSentAt: isoTimeOrNull(lastSentAtMillis),
    })),
    breakers: report.breakers.map(({ name, isOpen }) => ({ name, open: isOpen })),
    stores: report.stores.map(({ name, bytes }) => ({ name, bytes })),
    seriesCount: report.seriesCount,
    openEvents: report.openEvents,
    clockStepMillis: report.clockStepMillis,
    residentBytes: report.residentBytes,
  };
}

const state = z.enum(['starting', 'up', 'down', 'off']);

const healthSchema = z.object({
  now: z.iso.datetime(),
  version: z.string(),
  nodeVersion: z.string(),
  platform: z.string(),
  startedAt: z.iso.datetime(),
  faults: z.array(z.string()).describe('Parts that fail now.'),
  sources: z.array(
    z.object({
      kind: z.string(),
      state,
      detail: z.string(),
      readings: z.number(),
      readingsPerSecond: z.number().describe('Over the last minute.'),
      signals: z.number(),
      rejected: z.number(),
      lastSeenAt: z.iso.datetime().nullable(),
      behindMillis: z
        .number()
        .nullable()
        .describe("Arrival after the device's time, of the latest reading; below 0 the device's clock is ahead."),
    }),
  ),
  stages: z.array(
    z.object({
      name: z.string(),
      lagMillis: z.number().nullable().describe('How long the heartbeat takes, or already took, to get past.'),
      waiting: z.number(),
    }),
  ),
  exporters: z.array(
    z.object({
      kind: z.string(),
      state,
      detail: z.string(),
      sent: z.number(),
      lost: z.number(),
      waitingReadings: z.number(),
      capacityReadings: z.number(),
      lastSentAt: z.iso.datetime().nullable(),
    }),
  ),
  breakers: z.array(z.object({ name: z.string(), open: z.boolean() })),
  stores: z.array(z.object({ name: z.string(), bytes: z.number() })),
  seriesCount: z.number(),
  openEvents: z.number(),
  clockStepMillis: z.number().describe('How far the clock of this machine was set since the start.'),
  residentBytes: z.number(),
});

export type HealthView = z.infer<typeof healthSchema>;

const HEALTH: Operation = {
  access: 'supervisor',
  summary: 'How Telltale itself is: sources, stages, breakers, stores, clock and versions.',
  responses: { 200: { description: 'The report.', schema: healthSchema } },
};
