import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isLoopback } from './access.ts';
import { statusSchema } from './api-schemas.ts';
import type { ConsoleDeps } from './console-deps.ts';
import type { Operation } from './operation.ts';
import { statusOf } from './status-view.ts';

type SystemDeps = Pick<ConsoleDeps, 'status' | 'clock' | 'readiness'>;

export function registerSystemRoutes(app: FastifyInstance, deps: SystemDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/status',
    config: { operation: STATUS },
    handler: () => statusOf(deps),
  });

  app.route({ method: 'GET', url: '/healthz', config: { operation: HEALTH }, handler: () => ({ status: 'ok' }) });

  app.route({
    method: 'GET',
    url: '/readyz',
    config: { operation: READY },
    handler: async (request, reply) => {
      const { problems, degraded } = deps.readiness();
      const shown = isLoopback(request.socket.remoteAddress) && request.headers['x-forwarded-for'] === undefined;
      return await reply.code(problems.length === 0 ? 200 : 503).send({
        status: problems.length > 0 ? 'not ready' : degraded.length > 0 ? 'degraded' : 'ready',
        ...(shown && problems.length > 0 ? { problems } : {}),
        ...(shown && degraded.length > 0 ? { degraded } : {}),
      });
    },
  });
}

const STATUS: Operation = {
  access: 'operator',
  summary: 'How sources and notifiers are doing.',
  responses: { 200: { description: 'The status.', schema: statusSchema } },
};

const HEALTH: Operation = {
  access: 'anybody',
  summary: 'Whether the process answers. Open to anybody.',
  responses: { 200: { description: 'It does.', schema: z.object({ status: z.literal('ok') }) } },
};

const readinessSchema = z.object({
  status: z.enum(['ready', 'degraded', 'not ready']),
  problems: z.array(z.string()).optional().describe('Parts without which not all telemetry is taken in.'),
  degraded: z.array(z.string()).optional().describe('Other parts that fail: exporters, notifiers, a disk nearly full.'),
});

const READY: Operation = {
  access: 'anybody',
  summary: 'Whether telemetry is being taken in. Open to anybody; what is wrong is said on this machine only.',
  responses: {
    200: { description: 'Ready, or degraded: all telemetry is taken in.', schema: readinessSchema },
    503: { description: 'Not ready.', schema: readinessSchema },
  },
};
