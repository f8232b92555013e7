import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fairOffers } from '../../core/fair-offers.ts';
import { foldName, isAtLeast } from '../../core/person.ts';
import type { Roster, SignedOn } from '../../core/ports/roster.ts';
import { problemSchema } from './api-schemas.ts';
import { actorOf, personOf, seesSiteOf, type SeesSite } from './asker.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { toEventView } from './event-view.ts';
import { isoTime } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';
import { compareInQueue } from './queue-order.ts';

type RosterDeps = Pick<ConsoleDeps, 'desk' | 'prioritise' | 'clock'> & { readonly roster: Roster };

export function registerRosterRoutes(app: FastifyInstance, deps: RosterDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/roster',
    config: { operation: SHOW },
    handler: (request) => ({
      signedOn: deps.roster.signedOn().map(toView),
      offers: offersOf(deps, seesSiteOf(request)),
    }),
  });

  app.route<{ Params: { person: string } }>({
    method: 'PUT',
    url: '/api/v1/roster/:person',
    config: { operation: SIGN_ON },
    handler: async (request) => {
      const person = parseInput(personSchema, request.params.person, 'person');
      return toView(await deps.roster.signOn(allowedName(request, person), actorOf(request)));
    },
  });

  app.route<{ Params: { person: string } }>({
    method: 'DELETE',
    url: '/api/v1/roster/:person',
    config: { operation: SIGN_OFF },
    handler: async (request, reply) => {
      const person = allowedName(request, request.params.person);
      if (await deps.roster.signOff(person, actorOf(request))) return await reply.code(204).send();
      throw new HttpProblem(404, 'This person is not signed on.', { reason: 'not-signed-on' });
    },
  });
}

/** One's own name as the account has it, however it was written; somebody else's is for supervisors. */
function allowedName(request: FastifyRequest, name: string): string {
  const person = personOf(request);
  if (foldName(person.name) === foldName(name)) return person.name;
  if (isAtLeast(person.role, 'supervisor')) return name;
  throw new HttpProblem(403, 'Operators sign only themselves on and off.', { reason: 'not-allowed-in-role' });
}

function offersOf(
  { desk, prioritise, clock, roster }: RosterDeps,
  sees: SeesSite,
): readonly { event: string; person: string }[] {
  const nowMillis = clock.nowMillis();
  const events = desk.openEvents();
  const byId = new Map(events.map((event) => [event.id, event]));
  const inOrder = events
    .map((event) => toEventView(event, prioritise(event, nowMillis)))
    .sort(compareInQueue)
    .flatMap(({ id }) => byId.get(id) ?? []);
  const people = roster.signedOn().map(({ person }) => person);
  return [...fairOffers(inOrder, people)].flatMap(([event, person]) =>
    sees(byId.get(event)?.site ?? '') ? [{ event, person }] : [],
  );
}

function toView({ person, sinceMillis }: SignedOn): z.infer<typeof signedOnSchema> {
  return { person, since: isoTime(sinceMillis) };
}

const personSchema = z.string().trim().min(1).max(200);
const signedOnSchema = z.object({ person: z.string(), since: z.iso.datetime() });
const personParameter = {
  name: 'person',
  in: 'path',
  required: true,
  description: 'Name of the person.',
  schema: personSchema,
} as const;

const SHOW: Operation = {
  access: 'operator',
  summary: 'Who is signed on, and whom each waiting event is offered to.',
  description: 'Offers are advice, fair by the number of events people hold: anybody may take any event.',
  responses: {
    200: {
      description: 'The roster.',
      schema: z.object({
        signedOn: z.array(signedOnSchema),
        offers: z.array(z.object({ event: z.string(), person: z.string() })),
      }),
    },
  },
};

const SIGN_ON: Operation = {
  access: 'people',
  summary: 'Sign a person on.',
  parameters: [personParameter],
  responses: { 200: { description: 'Signed on.', schema: signedOnSchema } },
};

const SIGN_OFF: Operation = {
  access: 'people',
  summary: 'Sign a person off: what they held returns to the queue, but for what is parked.',
  parameters: [personParameter],
  responses: {
    204: { description: 'Signed off.' },
    404: { description: 'Not signed on.', mediaType: 'application/problem+json', schema: problemSchema },
  },
};
