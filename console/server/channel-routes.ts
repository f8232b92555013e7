import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import { problemSchema } from './api-schemas.ts';
import type { Operation } from './operation.ts';
import { HttpProblem } from './problem.ts';

/** Sends a real message through one notifier. @throws Failure when it was not delivered. */
export type TestChannel = (kind: string) => Promise<void>;

export function registerChannelRoutes(app: FastifyInstance, testChannel: TestChannel): void {
  app.route<{ Params: { kind: string } }>({
    method: 'POST',
    url: '/api/v1/channels/:kind/test',
    config: { operation: TEST },
    handler: async (request, reply) => {
      try {
        await testChannel(request.params.kind);
      } catch (cause) {
        if (!(cause instanceof Failure)) throw cause;
        throw new HttpProblem(502, cause.message, { reason: cause.reason, remedy: cause.remedy, cause });
      }
      return await reply.code(204).send();
    },
  });
}

const TEST: Operation = {
  access: 'administrator',
  summary: 'Send a test message through a notifier. It is real: whoever gets its messages gets it.',
  parameters: [{ name: 'kind', in: 'path', required: true, description: 'Of the notifier.', schema: z.string() }],
  responses: {
    204: { description: 'The service has accepted it.' },
    502: {
      description: 'Not delivered, with what to do about it.',
      mediaType: 'application/problem+json',
      schema: problemSchema,
    },
  },
};
