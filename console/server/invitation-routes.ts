import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invitationBodySchema, sessionSchema } from './administration-schemas.ts';
import { problemSchema } from './api-schemas.ts';
import { clearCookie, LINK_COOKIE, readCookie, setCookie } from './cookies.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';
import { isSecure } from './request-origin.ts';
import { keepSession, type SessionDeps } from './session-routes.ts';

/** Long enough to think of a password. */
const LINK_COOKIE_SECONDS = 3600;

/** Links that set a password once: the first administrator's, and those that administrators hand out. */
export function registerInvitationRoutes(app: FastifyInstance, deps: SessionDeps): void {
  const { identity, publicUrl } = deps;

  app.route<{ Params: { key: string } }>({
    method: 'GET',
    url: '/welcome/:key',
    config: { operation: FOLLOW },
    handler: async (request, reply) => {
      const { key } = request.params;
      if (identity.invitation(key) === undefined) throw badLink();
      const secure = isSecure(request, publicUrl);
      setCookie(reply, LINK_COOKIE, { value: key, maxAgeSeconds: LINK_COOKIE_SECONDS, secure });
      return await reply.header('cache-control', 'no-store').redirect('/#/welcome', 303);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/invitation',
    config: { operation: ACCEPT },
    handler: async (request, reply) => {
      const { name = '', password } = parseInput(invitationBodySchema, request.body, 'body');
      const secure = isSecure(request, publicUrl);
      const key = readCookie(request, LINK_COOKIE, secure);
      if (key === undefined) throw badLink();
      const signedIn = await identity.acceptInvitation({ key, name, password, address: request.ip });
      const view = keepSession(request, reply, signedIn, deps);
      clearCookie(reply, LINK_COOKIE, secure);
      return view;
    },
  });
}

function badLink(): HttpProblem {
  return new HttpProblem(404, 'This link has been used or is too old.', {
    reason: 'bad-link',
    remedy: 'Ask an administrator for a new one, or make one on the machine that runs Telltale: telltale user reset.',
  });
}

const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const FOLLOW: Operation = {
  access: 'anybody',
  summary: 'Follow a link that sets a password: the browser keeps its key and goes to the page.',
  parameters: [{ name: 'key', in: 'path', required: true, description: 'Of the link.', schema: z.string() }],
  responses: { 303: { description: 'To the page.' }, 404: problem('Used, or too old.') },
};

const ACCEPT: Operation = {
  access: 'anybody',
  summary: 'Set the password the link is for, and sign in. The first administrator chooses a name too.',
  body: { description: 'The password.', schema: invitationBodySchema },
  responses: {
    200: { description: 'Signed in.', schema: sessionSchema },
    400: problem('The name or the password cannot be used.'),
    404: problem('The browser brought no link that is valid.'),
  },
};
