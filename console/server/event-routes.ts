import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Actor, Refusal } from '../../core/action.ts';
import type { ActionRequest } from '../../core/ports/desk.ts';
import {
  actionBodySchema,
  eventDetailSchema,
  eventSchema,
  problemSchema,
  type ActionBody,
  type EventView,
} from './api-schemas.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { latestEventOf, toEventDetail } from './event-detail.ts';
import { toEventView } from './event-view.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';
import { compareInQueue } from './queue-order.ts';

/** Who acts until the first account is made. */
const FIRST_ADMINISTRATOR: Actor = { kind: 'person', name: 'administrator', role: 'administrator' };

type EventDeps = Pick<ConsoleDeps, 'desk' | 'audit' | 'prioritise' | 'clock'>;

export function registerEventRoutes(app: FastifyInstance, deps: EventDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/events',
    config: { operation: LIST },
    handler: (request) => {
      const { state } = parseInput(listQuerySchema, request.query, 'query');
      const nowMillis = deps.clock.nowMillis();
      return deps.desk
        .openEvents()
        .filter((event) => state === 'open' || event.state === state)
        .map((event): EventView => toEventView(event, deps.prioritise(event, nowMillis)))
        .sort(compareInQueue);
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'GET',
    url: '/api/v1/events/:id',
    config: { operation: DETAIL },
    handler: async (request) => {
      const { id } = request.params;
      const [held, rows] = await Promise.all([deps.desk.event(id), deps.audit.rowsOfEvent(id)]);
      const event = held ?? latestEventOf(rows);
      if (event === undefined) throw unknownEvent(id);
      return toEventDetail(event, rows, deps.prioritise, deps.clock.nowMillis());
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'POST',
    url: '/api/v1/events/:id/actions',
    config: { operation: ACT },
    handler: async (request) => {
      const body = parseInput(actionBodySchema, request.body, 'body');
      const key = parseInput(idempotencyKeySchema, request.headers['idempotency-key'], 'Idempotency-Key');
      const outcome = await deps.desk.act(actionRequest(request.params.id, body, key));
      if (!outcome.accepted) throw refusalProblem(outcome.refusal);
      return { event: toEventView(outcome.event, deps.prioritise(outcome.event, deps.clock.nowMillis())) };
    },
  });
}

function actionRequest(eventId: string, body: ActionBody, idempotencyKey: string | undefined): ActionRequest {
  return {
    eventId,
    kind: body.kind,
    by: FIRST_ADMINISTRATOR,
    ...(body.disposition === undefined ? {} : { disposition: body.disposition }),
    ...(body.reason === undefined || body.reason === '' ? {} : { reason: body.reason }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

function refusalProblem(refusal: Refusal): HttpProblem {
  const { reason, message } = refusal;
  switch (reason) {
    case 'unknown-event':
      return new HttpProblem(404, message, { reason });
    case 'disposition-missing':
      return new HttpProblem(400, message, {
        reason,
        problems: [{ path: 'body.disposition', remedy: 'Send true, false, inappropriate or other.' }],
      });
    case 'detail-missing':
      return new HttpProblem(400, message, { reason });
    case 'not-allowed-in-role':
      return new HttpProblem(403, message, { reason });
    case 'changed-since':
      return new HttpProblem(412, message, { reason });
    case 'not-allowed-in-state':
    case 'taken-by-other':
    case 'nothing-to-undo':
      return new HttpProblem(409, message, { reason });
  }
}

function unknownEvent(id: string): HttpProblem {
  return new HttpProblem(404, `No event has the id ${JSON.stringify(id.slice(0, 100))}.`, { reason: 'unknown-event' });
}

const listQuerySchema = z.object({ state: z.enum(['open', 'new', 'taken']).default('open') });
const idempotencyKeySchema = z.string().min(1).max(200).optional();
const idParameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of the event.',
  schema: z.string(),
} as const;
const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const LIST: Operation = {
  summary: 'Events that are not closed, in queue order: highest priority first, then the oldest.',
  parameters: [
    { name: 'state', in: 'query', description: '`open` is new and taken.', schema: listQuerySchema.shape.state },
  ],
  responses: { 200: { description: 'The queue.', schema: z.array(eventSchema) }, 400: problem('Unknown state.') },
};

const DETAIL: Operation = {
  summary: 'One event, open or closed, with all its signals (at most 10,000, the latest), actions and messages.',
  parameters: [idParameter],
  responses: { 200: { description: 'The event.', schema: eventDetailSchema }, 404: problem('No such event.') },
};

const ACT: Operation = {
  summary: 'Take, release, close, note or escalate an event.',
  description: 'A repeat with the same Idempotency-Key gets the answer of the first.',
  parameters: [
    idParameter,
    { name: 'Idempotency-Key', in: 'header', description: 'Any unique text.', schema: z.string().min(1).max(200) },
  ],
  body: { description: 'What to do. `close` needs a disposition.', schema: actionBodySchema },
  responses: {
    200: { description: 'The event after the action.', schema: z.object({ event: eventSchema }) },
    400: problem('Not understood: says where and what to write instead.'),
    404: problem('No such event.'),
    409: problem('Refused: the detail says who has it.'),
  },
};
