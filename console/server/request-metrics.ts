import type { FastifyInstance } from 'fastify';
import { Counter, type Registry } from 'prom-client';

/** Counts every answer by route pattern, never by address as sent: the label set stays closed. */
export function countRequests(app: FastifyInstance, registry: Registry): void {
  const requests = new Counter({
    name: 'telltale_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) {
      for (const status of ['2xx', '4xx', '5xx']) requests.inc({ method: name, route: url, status }, 0);
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    requests.inc({
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    });
  });
}
