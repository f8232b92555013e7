import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemSchema } from './api-schemas.ts';
import { seesSiteOf, sitesOf } from './asker.ts';
import type { LiveStream, StreamClient } from './live-stream.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';

/** `onEnd` calls back once whoever asked may not go on, and returns how to stop waiting for that. */
export type FollowAsker = (request: FastifyRequest, onEnd: () => void) => () => void;

export function registerStreamRoute(app: FastifyInstance, stream: LiveStream, followAsker: FollowAsker): void {
  app.route({
    method: 'GET',
    url: '/api/v1/stream',
    exposeHeadRoute: false,
    config: { operation: STREAM },
    handler: (request, reply) => {
      const { parts } = parseInput(querySchema, request.query, 'query');
      if (stream.isFull) throw new HttpProblem(503, 'Too many pages are connected.', { remedy: 'Close some of them.' });
      reply.hijack();
      reply.raw.writeHead(200, {
        ...headersOf(reply),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      });
      const remove = stream.add(clientOf(reply), { sites: sitesOf(request), sees: seesSiteOf(request) }, parts === '1');
      const unfollow = followAsker(request, () => reply.raw.destroy());
      reply.raw.once('close', () => {
        unfollow();
        remove();
      });
    },
  });
  app.addHook('preClose', () => stream.stop());
}

function clientOf({ raw }: FastifyReply): StreamClient {
  return {
    write: (chunk) => void raw.write(chunk),
    bufferedBytes: () => raw.writableLength,
    whenDrained: (callback) => {
      if (raw.writableNeedDrain) raw.once('drain', callback);
      else setImmediate(callback);
    },
    close: () => raw.destroy(),
  };
}

/** The security headers that a hijacked reply would lose. */
function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}

const querySchema = z.object({ parts: z.enum(['0', '1']).default('0') });

const STREAM: Operation = {
  access: 'operator',
  ownPagesOnly: true,
  summary: 'Everything that changes, as server-sent events.',
  description:
    'First `snapshot` ({now, events, status}: every open event without its signals), then `events` ({now, events}: the ' +
    'latest version of each event that changed, closed ones with state `closed`; at most ten a second), `status` ' +
    'every three seconds and `heartbeat` ({now}) every two. Five seconds without anything means that the connection ' +
    'is lost. A client that lets 16 MiB pile up is dropped; it gets a fresh snapshot when it connects again.',
  parameters: [
    {
      name: 'parts',
      in: 'query',
      description:
        '1: the snapshot comes in parts, the first of the queue first: `snapshot`, then `more` until its `more` is false.',
      schema: querySchema.shape.parts,
    },
  ],
  responses: {
    200: { description: 'The stream.', mediaType: 'text/event-stream', schema: z.string() },
    503: { description: 'Too many clients.', mediaType: 'application/problem+json', schema: problemSchema },
  },
};
