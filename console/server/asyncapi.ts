import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { eventSummarySchema, statusSchema } from './api-schemas.ts';
import type { Operation } from './operation.ts';

const more = z.boolean().describe('Whether another part follows.');
const now = z.iso.datetime().describe('The clock of the server.');

/** What each kind of message on the live stream carries, by the name of its server-sent event. */
const STREAM_MESSAGES = {
  snapshot: {
    summary: 'First after connecting: everything as it is; with `?parts=1` the first part of it.',
    payload: z.object({ now, events: z.array(eventSummarySchema), status: statusSchema, more: more.optional() }),
  },
  more: {
    summary: 'With `?parts=1`: the next part of the snapshot. What changes meanwhile comes after the last.',
    payload: z.object({ now, events: z.array(eventSummarySchema), more }),
  },
  events: {
    summary: 'The latest version of each event that changed, at most ten times a second; closed ones once.',
    payload: z.object({ now, events: z.array(eventSummarySchema) }),
  },
  status: { summary: 'Every three seconds.', payload: statusSchema },
  heartbeat: {
    summary: 'Every two seconds; five seconds without anything mean that the connection is lost.',
    payload: z.object({ now }),
  },
} as const;

/** Serves the description of the live stream, AsyncAPI 3.0, at /asyncapi.json. */
export function describeStream(app: FastifyInstance): void {
  app.route({ method: 'GET', url: '/asyncapi.json', config: { operation: ASYNCAPI }, handler: () => document() });
}

function document(): object {
  const messages = Object.entries(STREAM_MESSAGES).map(([name, { summary, payload }]) => [
    name,
    { name, summary, contentType: 'application/json', payload: z.toJSONSchema(payload, { target: 'draft-7' }) },
  ]);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Telltale live stream', version: '1', license: { name: 'Apache-2.0' } },
    channels: { stream: { address: '/api/v1/stream', messages: Object.fromEntries(messages) } },
    operations: { followStream: { action: 'receive', channel: { $ref: '#/channels/stream' } } },
  };
}

const ASYNCAPI: Operation = {
  access: 'operator',
  summary: 'What the live stream sends, as AsyncAPI.',
  responses: { 200: { description: 'AsyncAPI 3.0', schema: z.looseObject({}) } },
};
