import type { FastifyInstance } from 'fastify';
import { sessionSchema, type SessionView } from './api-schemas.ts';
import { FIRST_ADMINISTRATOR } from './first-administrator.ts';
import type { Operation } from './operation.ts';

export function registerSessionRoutes(app: FastifyInstance): void {
  app.route({
    method: 'GET',
    url: '/api/v1/session',
    config: { operation: SESSION },
    handler: (): SessionView => ({ name: FIRST_ADMINISTRATOR.name, role: 'administrator' }),
  });
}

const SESSION: Operation = {
  summary: 'Who is asking, and what they may do.',
  responses: { 200: { description: 'The person.', schema: sessionSchema } },
};
