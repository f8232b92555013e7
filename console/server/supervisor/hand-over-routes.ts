import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HandOver, HandOverOutcome, HandOverRefusal } from '../../../core/ports/hand-overs.ts';
import { accountNamed } from '../account-named.ts';
import { problemSchema } from '../api-schemas.ts';
import { actorOf } from '../asker.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { isoTime, isoTimeOrNull } from '../iso-time.ts';
import type { Operation } from '../operation.ts';
import { HttpProblem, parseInput } from '../problem.ts';
import { handOverAnswerSchema, handOverOfferSchema, handOverSchema, type HandOverView } from './supervisor-schemas.ts';

type HandOverDeps = Pick<ConsoleDeps, 'handOvers' | 'identity' | 'people'>;

export function registerHandOverRoutes(app: FastifyInstance, deps: HandOverDeps): void {
  const { handOvers } = deps;
  app.route({
    method: 'GET',
    url: '/api/v1/hand-overs',
    config: { operation: LIST },
    handler: () => handOvers.list().map(toView),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/hand-overs',
    config: { operation: OFFER },
    handler: async (request) => {
      const by = actorOf(request);
      const { from = by.name, to, note } = parseInput(handOverOfferSchema, request.body, 'body');
      return viewOf(await handOvers.offer({ from, to: nameOfWhoComes(deps, to), note, by }));
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'POST',
    url: '/api/v1/hand-overs/:id/answer',
    config: { operation: ANSWER },
    handler: async (request) => {
      const { state, answer } = parseInput(handOverAnswerSchema, request.body, 'body');
      return viewOf(await handOvers.answer({ id: request.params.id, state, answer, by: actorOf(request) }));
    },
  });
}

/** Nobody else could accept the shift. */
function nameOfWhoComes(deps: HandOverDeps, to: string): string {
  if (!deps.identity.hasAccounts()) return to;
  const person = accountNamed(deps, to);
  if (person !== undefined) return person.name;
  throw new HttpProblem(400, `Nobody has an account as ${JSON.stringify(to)}.`, {
    reason: 'not-understood',
    problems: [{ path: 'body.to', remedy: 'Name somebody who has an account.' }],
  });
}

function viewOf(outcome: HandOverOutcome): HandOverView {
  if (outcome.accepted) return toView(outcome.handOver);
  const { reason, message } = outcome.refusal;
  throw new HttpProblem(STATUS[reason], message, { reason });
}

function toView(handOver: HandOver): HandOverView {
  const { id, from, to, note, state, offeredBy, offeredAtMillis, eventIds } = handOver;
  const { answeredBy, answeredAtMillis, answer } = handOver;
  return {
    id,
    from,
    to,
    note,
    state,
    offeredBy: offeredBy.name,
    offeredAt: isoTime(offeredAtMillis),
    events: eventIds.length,
    answeredBy: answeredBy?.name ?? null,
    answeredAt: isoTimeOrNull(answeredAtMillis),
    answer: answer ?? null,
  };
}

const STATUS: Readonly<Record<HandOverRefusal['reason'], number>> = {
  'unknown-hand-over': 404,
  'not-yours': 403,
  'answered-already': 409,
  'offered-already': 409,
  'not-understood': 400,
};

const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const LIST: Operation = {
  access: 'operator',
  summary: 'Hand-overs of shifts, the latest first: offered, accepted, declined or withdrawn.',
  responses: { 200: { description: 'The latest 200.', schema: z.array(handOverSchema) } },
};

const OFFER: Operation = {
  access: 'people',
  summary: 'Offer a shift to whoever comes. Nothing moves until they accept.',
  body: { description: 'To whom, and what they should know.', schema: handOverOfferSchema },
  responses: {
    200: { description: 'The offer.', schema: handOverSchema },
    400: problem('Not understood.'),
    403: problem('Not your shift.'),
    409: problem('It is offered already.'),
  },
};

const ANSWER: Operation = {
  access: 'people',
  summary: 'Accept or decline a shift that is offered to you, or withdraw your offer.',
  description:
    'Accepting moves the events that are held, signs the one who comes on and the one who goes off. What is shelved or parked comes back to the queue by itself.',
  parameters: [{ name: 'id', in: 'path', required: true, description: 'Id of the hand-over.', schema: z.string() }],
  body: { description: 'The answer.', schema: handOverAnswerSchema },
  responses: {
    200: { description: 'The hand-over as it is now.', schema: handOverSchema },
    400: problem('Not understood.'),
    403: problem('Not yours to answer.'),
    404: problem('No such hand-over.'),
    409: problem('It has been answered.'),
  },
};
