import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import type { MetricFamily } from '../../runtime/exposition/metric-family.ts';
import { replyWithFamilies } from './exposition-reply.ts';
import type { Operation } from './operation.ts';
import { parseInput } from './problem.ts';

/** What scrapers are given. */
export interface Exposition {
  /** What Telltale says about itself. */
  metrics(): Promise<readonly MetricFamily[]>;
  /** What the devices of one site say. */
  probe(site: string): Promise<readonly MetricFamily[]>;
  /** The sites there are. */
  targets(): Promise<readonly string[]>;
}

interface MetricsDeps {
  readonly exposition: Exposition;
  readonly clock: Pick<Clock, 'monotonicMillis'>;
}

export function registerMetricsRoutes(app: FastifyInstance, { exposition, clock }: MetricsDeps): void {
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { operation: METRICS },
    handler: async (request, reply) => await replyWithFamilies(request, reply, await exposition.metrics(), clock),
  });

  app.route({
    method: 'GET',
    url: '/probe',
    config: { operation: PROBE },
    handler: async (request, reply) => {
      const { target } = parseInput(probeQuerySchema, request.query, 'query');
      return await replyWithFamilies(request, reply, await exposition.probe(target), clock);
    },
  });

  app.route({
    method: 'GET',
    url: '/probe/targets',
    config: { operation: TARGETS },
    handler: async () => {
      const sites = await exposition.targets();
      return sites.map((site) => ({ targets: [site], labels: {} }));
    },
  });
}

const probeQuerySchema = z.object({ target: z.string().min(1).max(500) });
const exposedText = {
  description: 'The exposition: OpenMetrics 1.0.0 where it is asked for, gzip where it is accepted.',
  mediaType: 'text/plain',
  schema: z.string(),
};

const METRICS: Operation = {
  access: 'metrics',
  summary: 'What Telltale says about itself, for Prometheus.',
  responses: { 200: exposedText },
};

const PROBE: Operation = {
  access: 'metrics',
  summary: 'The latest readings of one site, for Prometheus: each site is a target of its own.',
  description:
    'Every sensor with the time it was last seen, every reading of the last hour under `telltale_reading_<metric>`. ' +
    'A site nobody has heard of has `telltale_probe_success` 0.',
  parameters: [
    { name: 'target', in: 'query', required: true, description: 'The site.', schema: probeQuerySchema.shape.target },
  ],
  responses: { 200: exposedText },
};

const TARGETS: Operation = {
  access: 'metrics',
  summary: "The sites to probe, for Prometheus's `http_sd_configs`.",
  responses: {
    200: {
      description: 'One target group a site.',
      schema: z.array(z.object({ targets: z.array(z.string()), labels: z.object({}) })),
    },
  },
};
