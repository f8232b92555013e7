import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Machine } from '../../core/ports/account-store.ts';
import type { Identity, NewLink, People, PersonEntry } from '../../core/ports/identity.ts';
import {
  linkSchema,
  personBodySchema,
  personChangeSchema,
  personSchema,
  tokenBodySchema,
  tokenSchema,
  type LinkView,
  type PersonView,
  type TokenView,
} from './administration-schemas.ts';
import { problemSchema } from './api-schemas.ts';
import type { Roster } from '../../core/ports/roster.ts';
import { actorOf } from './asker.ts';
import { isoTime } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';

/** Who has an account, and which programs have a token. */
export function registerPeopleRoutes(
  app: FastifyInstance,
  people: People,
  identity: Pick<Identity, 'hasAccounts' | 'signOutEverywhere'>,
  roster: Pick<Roster, 'signOff'>,
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/people',
    config: { operation: LIST },
    handler: () => people.people().map(toPersonView),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/people',
    config: { operation: ADD },
    handler: async (request, reply) => {
      if (!identity.hasAccounts()) throw firstComesFirst();
      const person = parseInput(personBodySchema, request.body, 'body');
      return await reply.code(201).send(toLinkView(await people.add(person, actorOf(request))));
    },
  });

  app.route<{ Params: { name: string } }>({
    method: 'PATCH',
    url: '/api/v1/people/:name',
    config: { operation: CHANGE },
    handler: async (request) => {
      const change = parseInput(personChangeSchema, request.body, 'body');
      const person = await people.change(request.params.name, change, actorOf(request));
      if (person.disabled) await roster.signOff(person.name, actorOf(request));
      return toPersonView(person);
    },
  });

  app.route<{ Params: { name: string } }>({
    method: 'POST',
    url: '/api/v1/people/:name/link',
    config: { operation: RESET },
    handler: async (request, reply) =>
      await reply.code(201).send(toLinkView(await people.reset(request.params.name, actorOf(request)))),
  });

  app.route<{ Params: { name: string } }>({
    method: 'DELETE',
    url: '/api/v1/people/:name/sessions',
    config: { operation: SIGN_OUT },
    handler: async (request, reply) => {
      await identity.signOutEverywhere(request.params.name, actorOf(request));
      return await reply.code(204).send();
    },
  });

  registerTokenRoutes(app, people);
}

function registerTokenRoutes(app: FastifyInstance, people: People): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tokens',
    config: { operation: LIST_TOKENS },
    handler: () => people.machines().map(toTokenView),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/tokens',
    config: { operation: ADD_TOKEN },
    handler: async (request, reply) => {
      const wish = parseInput(tokenBodySchema, request.body, 'body');
      return await reply.code(201).send({ token: await people.addMachine(wish, actorOf(request)) });
    },
  });

  app.route<{ Params: { name: string } }>({
    method: 'DELETE',
    url: '/api/v1/tokens/:name',
    config: { operation: REMOVE_TOKEN },
    handler: async (request, reply) => {
      if (await people.removeMachine(request.params.name, actorOf(request))) return await reply.code(204).send();
      throw new HttpProblem(404, 'There is no token of this name.', { reason: 'unknown-token' });
    },
  });
}

function toPersonView({ createdAtMillis, sites, ...rest }: PersonEntry): PersonView {
  return { ...rest, sites: [...sites], createdAt: isoTime(createdAtMillis) };
}

function toLinkView({ key, expiresAtMillis }: NewLink): LinkView {
  return { path: `/welcome/${key}`, expiresAt: isoTime(expiresAtMillis) };
}

function toTokenView({ createdAtMillis, sites, ...rest }: Machine): TokenView {
  return { ...rest, sites: [...sites], createdAt: isoTime(createdAtMillis) };
}

function firstComesFirst(): HttpProblem {
  return new HttpProblem(409, 'The first account must be your own.', {
    reason: 'no-accounts',
    remedy: 'Follow the link that the start printed, or run: telltale user add NAME --role administrator.',
  });
}

const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;
const nameParameter = {
  name: 'name',
  in: 'path',
  required: true,
  description: 'Of the person or token.',
  schema: z.string(),
} as const;
const link = { description: 'A link that sets a password once; it is not shown again.', schema: linkSchema } as const;

const LIST: Operation = {
  access: 'administrator',
  summary: 'Everybody who has an account.',
  responses: { 200: { description: 'By name.', schema: z.array(personSchema) } },
};

const ADD: Operation = {
  access: 'administrator',
  summary: 'Make an account.',
  body: { description: 'Name, role and sites; `*` is any text.', schema: personBodySchema },
  responses: { 201: link, 400: problem('The name is taken, or none.'), 409: problem('There is no account yet.') },
};

const CHANGE: Operation = {
  access: 'administrator',
  summary: 'Change role or sites, disable or enable. Every session of the person ends.',
  parameters: [nameParameter],
  body: { description: 'What is to change.', schema: personChangeSchema },
  responses: { 200: { description: 'Changed.', schema: personSchema }, 400: problem('Refused.') },
};

const RESET: Operation = {
  access: 'administrator',
  summary: 'Make the password void and a link that sets a new one.',
  parameters: [nameParameter],
  responses: { 201: link, 400: problem('Nobody has this name.') },
};

const SIGN_OUT: Operation = {
  access: 'administrator',
  summary: 'End every session of a person.',
  parameters: [nameParameter],
  responses: { 204: { description: 'Ended.' } },
};

const LIST_TOKENS: Operation = {
  access: 'administrator',
  summary: 'Programs that have a token.',
  responses: { 200: { description: 'By name, without the tokens.', schema: z.array(tokenSchema) } },
};

const ADD_TOKEN: Operation = {
  access: 'administrator',
  summary: 'Make a token for a program.',
  body: {
    description: 'What it is for: `telemetry` (hand in), `metrics`, `read`, or `act` (as an operator).',
    schema: tokenBodySchema,
  },
  responses: {
    201: { description: 'The token; it is not shown again.', schema: z.object({ token: z.string() }) },
    400: problem('The name is taken, or none.'),
  },
};

const REMOVE_TOKEN: Operation = {
  access: 'administrator',
  summary: 'Make a token void.',
  parameters: [nameParameter],
  responses: { 204: { description: 'Void.' }, 404: problem('There is none of this name.') },
};
