import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Refusal } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import { maySeeSite } from '../../core/person.ts';
import type { ActionRequest } from '../../core/ports/desk.ts';
import { accountNamed } from './account-named.ts';
import {
  actionBodySchema,
  eventDetailSchema,
  eventSchema,
  problemSchema,
  signalPageSchema,
  type ActionBody,
  type EventView,
} from './api-schemas.ts';
import { actorOf, seesSiteOf, sitesOf, type SeesSite } from './asker.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { eventDetailOf, MOST_SIGNALS_SHOWN, signalPageOf } from './event-detail.ts';
import { toEventView } from './event-view.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';
import { compareInQueue } from './queue-order.ts';

/** More than the longest reason in any script, with everything else. */
const MOST_ACTION_BYTES = 64 * 1024;

type EventDeps = Pick<ConsoleDeps, 'desk' | 'audit' | 'prioritise' | 'clock' | 'identity' | 'people'>;

export function registerEventRoutes(app: FastifyInstance, deps: EventDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/events',
    config: { operation: LIST },
    handler: (request) => {
      const { state } = parseInput(listQuerySchema, request.query, 'query');
      const nowMillis = deps.clock.nowMillis();
      const sees = seesSiteOf(request);
      return deps.desk
        .openEvents()
        .filter((event) => sees(event.site) && (state === 'open' || event.state === state))
        .map((event): EventView => toEventView(event, deps.prioritise(event, nowMillis)))
        .sort(compareInQueue);
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'GET',
    url: '/api/v1/events/:id',
    config: { operation: DETAIL },
    handler: async (request, reply) => {
      const event = await knownEvent(deps, request);
      reply.header('etag', entityTag(event));
      return await eventDetailOf(event, deps.audit, deps.prioritise, deps.clock.nowMillis());
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'GET',
    url: '/api/v1/events/:id/signals',
    config: { operation: SIGNALS },
    handler: async (request) => {
      const { before, limit } = parseInput(signalsQuerySchema, request.query, 'query');
      const { id } = await knownEvent(deps, request);
      return await signalPageOf(id, deps.audit, { limit, ...(before === undefined ? {} : { beforeSequence: before }) });
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'POST',
    url: '/api/v1/events/:id/actions',
    bodyLimit: MOST_ACTION_BYTES,
    config: { operation: ACT },
    handler: async (request, reply) => {
      const body = parseInput(actionBodySchema, request.body, 'body');
      const key = parseInput(idempotencyKeySchema, request.headers['idempotency-key'], 'Idempotency-Key');
      const version = parseInput(ifMatchSchema, request.headers['if-match'], 'If-Match');
      if (sitesOf(request) !== undefined) await refuseHidden(deps, request.params.id, body, seesSiteOf(request));
      const toPerson = await receiverOf(deps, request.params.id, body);
      const details = { ...body, ...(toPerson === undefined ? {} : { toPerson }) };
      const wish = { ...actionRequest(request.params.id, details, key, version), by: actorOf(request) };
      const outcome = await deps.desk.act(wish);
      if (!outcome.accepted) throw refusalProblem(outcome.refusal);
      reply.header('etag', entityTag(outcome.event));
      return { event: toEventView(outcome.event, deps.prioritise(outcome.event, deps.clock.nowMillis())) };
    },
  });
}

async function knownEvent({ desk }: EventDeps, request: FastifyRequest<{ Params: { id: string } }>): Promise<Event> {
  const { id } = request.params;
  const event = await desk.event(id);
  if (event === undefined || !seesSiteOf(request)(event.site)) throw unknownEvent(id);
  return event;
}

/** An event of a site that somebody does not see is for them an event that does not exist, also as what another is merged into. */
async function refuseHidden(
  { desk }: EventDeps,
  eventId: string,
  { intoEventId }: ActionBody,
  sees: SeesSite,
): Promise<void> {
  for (const id of intoEventId === undefined ? [eventId] : [eventId, intoEventId]) {
    const event = await desk.event(id);
    if (event !== undefined && !sees(event.site)) throw unknownEvent(id);
  }
}

/** Who is handed an event must have an account and see its site, or nobody could go on with it; named as the account is. */
async function receiverOf(
  { desk, identity, people }: EventDeps,
  eventId: string,
  { toPerson }: ActionBody,
): Promise<string | undefined> {
  if (toPerson === undefined || !identity.hasAccounts()) return toPerson;
  const person = accountNamed({ people }, toPerson);
  const event = await desk.event(eventId);
  if (person !== undefined && (event === undefined || maySeeSite(person, event.site))) return person.name;
  throw new HttpProblem(400, `${JSON.stringify(toPerson)} cannot have this event.`, {
    reason: 'detail-missing',
    problems: [{ path: 'body.toPerson', remedy: 'Name somebody who has an account and sees its site.' }],
  });
}

/** An event changes with its version and with nothing else. */
function entityTag({ version }: Event): string {
  return `"${version}"`;
}

function actionRequest(
  eventId: string,
  { until, reason, kind, ...details }: ActionBody,
  idempotencyKey: string | undefined,
  expectedVersion: number | undefined,
): Omit<ActionRequest, 'by'> {
  return {
    eventId,
    kind,
    ...definedOf(details),
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(until === undefined ? {} : { untilMillis: Date.parse(until) }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

function definedOf({ disposition, reasonCode, toPerson, intoEventId }: Omit<ActionBody, 'kind' | 'reason' | 'until'>) {
  return {
    ...(disposition === undefined ? {} : { disposition }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(toPerson === undefined ? {} : { toPerson }),
    ...(intoEventId === undefined ? {} : { intoEventId }),
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
    case 'key-reused':
      return new HttpProblem(422, message, { reason });
    case 'not-allowed-in-state':
    case 'taken-by-other':
    case 'nothing-to-undo':
      return new HttpProblem(409, message, { reason });
  }
}

function unknownEvent(id: string): HttpProblem {
  return new HttpProblem(404, `No event has the id ${JSON.stringify(id.slice(0, 100))}.`, { reason: 'unknown-event' });
}

const listQuerySchema = z.object({
  state: z.enum(['open', 'new', 'taken', 'in-progress', 'paused', 'parked']).default('open'),
});
const signalsQuerySchema = z.object({
  before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_SIGNALS_SHOWN).default(MOST_SIGNALS_SHOWN),
});
const idempotencyKeySchema = z.string().min(1).max(200).optional();
/** The version in an entity tag as this API gives it; `*` is any. */
const ifMatchSchema = z
  .string()
  .regex(/^(?:\*|(?:W\/)?"\d{1,15}")$/, 'must be an ETag of the event, such as "3", or *')
  .transform((tag) => (tag === '*' ? undefined : Number(tag.replaceAll(/\D/g, ''))))
  .optional();
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
  access: 'operator',
  summary: 'Events that are not closed, in queue order: highest priority first, then the oldest.',
  parameters: [
    {
      name: 'state',
      in: 'query',
      description: '`open` is every state but closed.',
      schema: listQuerySchema.shape.state,
    },
  ],
  responses: { 200: { description: 'The queue.', schema: z.array(eventSchema) }, 400: problem('Unknown state.') },
};

const DETAIL: Operation = {
  access: 'operator',
  summary: 'One event, open or closed, with its signals, actions and messages.',
  description: `Of more than ${MOST_SIGNALS_SHOWN} signals the latest; \`earlierBefore\` leads to those before them.`,
  parameters: [idParameter],
  responses: { 200: { description: 'The event.', schema: eventDetailSchema }, 404: problem('No such event.') },
};

const SIGNALS: Operation = {
  access: 'operator',
  summary: 'The signals of an event a page at a time, from the latest back; each page oldest first.',
  parameters: [
    idParameter,
    {
      name: 'before',
      in: 'query',
      description: '`earlierBefore` of the page before; the latest where absent.',
      schema: signalsQuerySchema.shape.before,
    },
    { name: 'limit', in: 'query', description: 'Most signals of the page.', schema: signalsQuerySchema.shape.limit },
  ],
  responses: {
    200: { description: 'One page.', schema: signalPageSchema },
    400: problem('No such page.'),
    404: problem('No such event.'),
  },
};

const ACT: Operation = {
  access: 'operator',
  summary: 'Do something about an event: take it, work on it, put it aside, close it, or take the last of that back.',
  description:
    'A repeat with the same Idempotency-Key gets the answer of the first, also after a restart. With If-Match the action is refused when the ' +
    'event has changed since. What can be done in which state by whom: docs/specs/workflow.md.',
  parameters: [
    idParameter,
    { name: 'Idempotency-Key', in: 'header', description: 'Any unique text.', schema: z.string().min(1).max(200) },
    { name: 'If-Match', in: 'header', description: 'ETag of the event as it was looked at.', schema: z.string() },
  ],
  body: {
    description: 'What to do. `close` needs a disposition, `shelve` a reason and an end.',
    schema: actionBodySchema,
  },
  responses: {
    200: { description: 'The event after the action.', schema: z.object({ event: eventSchema }) },
    400: problem('Not understood: says where and what to write instead.'),
    404: problem('No such event.'),
    403: problem('Not for this role.'),
    409: problem('Refused: the detail says who has it.'),
    413: problem('Larger than 64 KiB.'),
    412: problem('The event has changed since it was looked at.'),
    422: problem('The idempotency key was used for something else.'),
  },
};
