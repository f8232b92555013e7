import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { IntakeResult } from '../../core/ports/intake.ts';
import { intakeResultSchema, problemSchema } from './api-schemas.ts';
import type { ConsoleDeps } from './console-deps.ts';
import type { Operation } from './operation.ts';
import { HttpProblem } from './problem.ts';
import { acceptRawBodies } from './raw-body.ts';

/** Telemetry by HTTP. The body goes to the intake unread. */
export function registerIntakeRoutes(app: FastifyInstance, deps: Pick<ConsoleDeps, 'intake'>): void {
  app.register((scope, _options, done) => {
    acceptRawBodies(scope, deps.intake);
    scope.route({
      method: 'POST',
      url: '/api/v1/readings',
      config: { operation: READINGS },
      handler: async (request) => requireSomeAccepted(await deps.intake.readings(bytesOf(request.body))),
    });
    scope.route({
      method: 'POST',
      url: '/api/v1/signals',
      config: { operation: SIGNALS },
      handler: async (request) => requireSomeAccepted(await deps.intake.signals(bytesOf(request.body))),
    });
    scope.route({
      method: 'POST',
      url: '/api/v1/alerts',
      config: { operation: ALERTS },
      handler: async (request) => {
        const result = await deps.intake.alerts(bytesOf(request.body));
        return result.rejected === 0 ? result : requireSomeAccepted(result);
      },
    });
    done();
  });
}

/** The parser of `acceptRawBodies` makes buffers only; a request without a body has none. */
export function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function requireSomeAccepted(result: IntakeResult): IntakeResult {
  if (result.accepted > 0) return result;
  throw new HttpProblem(400, result.rejected === 0 ? 'The body is empty.' : 'Nothing in the body could be used.', {
    reason: 'nothing-accepted',
    remedy: 'Send a JSON array or JSON lines; /openapi.json shows the fields.',
    problems: result.problems.map(({ row, reason, detail }) => ({
      path: `row ${row}`,
      remedy: `${reason}: ${detail}`,
    })),
  });
}

const time = z.union([z.number(), z.iso.datetime()]).describe('Epoch milliseconds or ISO 8601.');

const READINGS: Operation = {
  access: 'telemetry',
  summary: 'Hands in readings; answers when they are committed.',
  body: {
    description: 'JSON array or JSON lines, at most 5 MiB, plain or gzip.',
    schema: z.array(
      z.object({
        site: z.string(),
        sensor: z.string(),
        metric: z.string(),
        value: z.number(),
        time: time.optional(),
        unit: z.string().optional(),
      }),
    ),
  },
  responses: intakeResponses(),
};

const SIGNALS: Operation = {
  access: 'telemetry',
  summary: 'Hands in device alarms; answers when they are committed. A repeat with the same id is harmless.',
  body: {
    description: 'JSON array or JSON lines, at most 5 MiB, plain or gzip.',
    schema: z.array(
      z.object({
        site: z.string(),
        sensor: z.string(),
        type: z.string(),
        class: z.string().optional(),
        message: z.string().optional(),
        time: time.optional(),
        id: z.string().optional(),
      }),
    ),
  },
  responses: intakeResponses(),
};

const ALERTS: Operation = {
  access: 'telemetry',
  summary: 'What the webhook of Prometheus Alertmanager sends; answers when it is committed. A repeat is harmless.',
  description:
    'Each alert is a signal: `alertname` its type, the labels `site`, `sensor` (else `instance`, `job`) and `class` its place and class, ' +
    'resolved its end. Alerts that Telltale itself has sent to Alertmanager are left out. Unknown fields are ignored.',
  body: {
    description: 'Webhook of Alertmanager, version 4.',
    schema: z.looseObject({
      alerts: z.array(
        z.looseObject({
          status: z.enum(['firing', 'resolved']),
          labels: z.record(z.string(), z.string()),
          annotations: z.record(z.string(), z.string()).optional(),
          startsAt: z.iso.datetime(),
          endsAt: z.iso.datetime().optional(),
          fingerprint: z.string().optional(),
        }),
      ),
    }),
  },
  responses: intakeResponses(),
};

function intakeResponses(): Operation['responses'] {
  return {
    200: { description: 'How many were accepted, and the first few that were not.', schema: intakeResultSchema },
    400: { description: 'Nothing was accepted.', mediaType: 'application/problem+json', schema: problemSchema },
    413: { description: 'Larger than 5 MiB.', mediaType: 'application/problem+json', schema: problemSchema },
  };
}
