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
      const { ready, problems } = deps.readiness();
      const shown = isLoopback(request.socket.remoteAddress) && request.headers['x-forwarded-for'] === undefined;
      return await reply.code(ready ? 200 : 503).send({
        status: ready ? 'ready' : 'not ready',
        ...(shown && problems.length > 0 ? { problems } : {}),
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

const readinessSchema = z.object({ status: z.string(), problems: z.array(z.string()).optional() });

const READY: Operation = {
  access: 'anybody',
  summary: 'Whether telemetry is being taken in. Open to anybody; what is wrong is said on this machine only.',
  responses: {
    200: { description: 'Ready.', schema: readinessSchema },
    503: { description: 'Not ready.', schema: readinessSchema },
  },
};
