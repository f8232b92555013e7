import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { IntakeResult } from '../../core/ports/intake.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { bytesOf } from './intake-routes.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';
import { acceptRawBodies } from './raw-body.ts';

/** What InfluxDB clients write to. Errors have InfluxDB's shape, `{code, message}`. */
export function registerInfluxRoutes(app: FastifyInstance, deps: Pick<ConsoleDeps, 'intake'>): void {
  app.register((scope, _options, done) => {
    acceptRawBodies(scope, deps.intake);
    scope.setErrorHandler((error: Error, _request, reply) => sendInfluxError(reply, error));
    scope.route({
      method: 'POST',
      url: '/api/v2/write',
      config: { operation: WRITE },
      handler: async (request, reply) => {
        const { precision } = parseInput(writeQuerySchema, request.query, 'query');
        const result = await deps.intake.lineProtocol(bytesOf(request.body), precision);
        if (result.rejected === 0) return reply.code(204).send();
        throw new HttpProblem(400, refusalText(result));
      },
    });
    done();
  });
}

function refusalText({ accepted, rejected, problems }: IntakeResult): string {
  const lines = problems.map(({ row, reason, detail }) => `line ${row}: ${reason}: ${detail}`).join('; ');
  return `partial write: ${accepted} accepted, ${rejected} refused: ${lines}`;
}

const CODES: Readonly<Record<number, string>> = { 400: 'invalid', 413: 'request too large', 415: 'invalid' };

function sendInfluxError(reply: FastifyReply, error: Error): FastifyReply {
  const tooLarge = 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  if (!(error instanceof HttpProblem) && !tooLarge) throw error;
  const status = error instanceof HttpProblem ? error.status : 413;
  return reply.code(status).send({ code: CODES[status] ?? 'internal error', message: error.message });
}

const writeQuerySchema = z.object({ precision: z.enum(['ns', 'us', 'ms', 's']).default('ns') });
const influxErrorSchema = z.object({ code: z.string(), message: z.string() });

const WRITE: Operation = {
  access: 'telemetry',
  summary: 'InfluxDB line protocol, as the clients of InfluxDB 2 and Telegraf write it.',
  description: '`org` and `bucket` are ignored. Good lines beside bad ones are kept.',
  parameters: [
    { name: 'precision', in: 'query', description: 'Unit of the times.', schema: writeQuerySchema.shape.precision },
  ],
  body: {
    description: 'At most 5 MiB, plain or gzip.',
    mediaType: 'text/plain',
    schema: z.string(),
  },
  responses: {
    204: { description: 'Every line is committed.' },
    400: { description: 'Some lines were refused.', schema: influxErrorSchema },
    413: { description: 'Larger than 5 MiB.', schema: influxErrorSchema },
  },
};
