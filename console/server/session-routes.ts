import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../core/ports/identity.ts';
import {
  passwordBodySchema,
  sessionSchema,
  signInBodySchema,
  signInSchema,
  type SessionView,
  type SignInView,
} from './administration-schemas.ts';
import { problemSchema } from './api-schemas.ts';
import { actorOf, personOf } from './asker.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { clearCookie, LINK_COOKIE, readCookie, SESSION_COOKIE, setCookie } from './cookies.ts';
import { isoTime, isoTimeOrNull } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';
import { isSecure } from './request-origin.ts';

export type SessionDeps = Pick<ConsoleDeps, 'identity' | 'outsideSignIn' | 'publicUrl' | 'clock'>;

export function registerSessionRoutes(app: FastifyInstance, deps: SessionDeps): void {
  const { identity, publicUrl } = deps;

  app.route({
    method: 'GET',
    url: '/api/v1/sign-in',
    config: { operation: HOW },
    handler: (request) => howToSignIn(request, deps),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/session',
    config: { operation: SHOW },
    handler: (request): SessionView => {
      const { name, role, sites } = personOf(request);
      const expiresAt = isoTimeOrNull(signedInOf(request)?.session.expiresAtMillis);
      return { name, role, sites: [...sites], expiresAt };
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/session',
    config: { operation: SIGN_IN },
    handler: async (request, reply) => {
      const { name, password } = parseInput(signInBodySchema, request.body, 'body');
      const signedIn = await identity.signIn({ name, password, address: request.ip });
      return keepSession(request, reply, signedIn, deps);
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/session',
    config: { operation: SIGN_OUT },
    handler: async (request, reply) => {
      const key = signedInOf(request)?.key;
      if (key !== undefined) await identity.signOut(key);
      clearCookie(reply, SESSION_COOKIE, isSecure(request, publicUrl));
      return await reply.code(204).send();
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/sessions',
    config: { operation: SIGN_OUT_EVERYWHERE },
    handler: async (request, reply) => {
      await identity.signOutEverywhere(accountNameOf(request), actorOf(request));
      clearCookie(reply, SESSION_COOKIE, isSecure(request, publicUrl));
      return await reply.code(204).send();
    },
  });

  app.route({
    method: 'PUT',
    url: '/api/v1/session/password',
    config: { operation: NEW_PASSWORD },
    handler: async (request, reply) => {
      const wish = parseInput(passwordBodySchema, request.body, 'body');
      const name = accountNameOf(request);
      return keepSession(request, reply, await identity.changePassword({ ...wish, name, address: request.ip }), deps);
    },
  });
}

/** The browser gets the key of the session and nothing else to keep. */
export function keepSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { key, session }: SignedIn,
  { publicUrl, clock }: Pick<SessionDeps, 'publicUrl' | 'clock'>,
): SessionView {
  const maxAgeSeconds = (session.expiresAtMillis - clock.nowMillis()) / 1000;
  setCookie(reply, SESSION_COOKIE, { value: key, maxAgeSeconds, secure: isSecure(request, publicUrl) });
  const { name, role, sites } = session.person;
  return { name, role, sites: [...sites], expiresAt: isoTime(session.expiresAtMillis) };
}

function howToSignIn(request: FastifyRequest, { identity, outsideSignIn, publicUrl }: SessionDeps): SignInView {
  const link = readCookie(request, LINK_COOKIE, isSecure(request, publicUrl));
  const invitation = link === undefined ? undefined : identity.invitation(link);
  return {
    accounts: identity.hasAccounts(),
    invitation: invitation === undefined ? null : { name: invitation.name ?? null },
    outside: outsideSignIn === undefined ? null : { label: outsideSignIn.label },
  };
}

function signedInOf({ asker }: FastifyRequest): SignedIn | undefined {
  return asker?.kind === 'person' ? asker.signedIn : undefined;
}

function accountNameOf(request: FastifyRequest): string {
  if (signedInOf(request) !== undefined) return personOf(request).name;
  throw new HttpProblem(409, 'There is no account yet.', {
    remedy: 'Make the first one by the link that the start printed.',
  });
}

const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;
const tooMany = problem('Too many tries; Retry-After says when to try again.');

const HOW: Operation = {
  access: 'page',
  summary: 'How one can sign in here.',
  responses: { 200: { description: 'What the sign-in page offers.', schema: signInSchema } },
};

const SHOW: Operation = {
  access: 'people',
  summary: 'Who is asking, and what they may do.',
  responses: { 200: { description: 'The person.', schema: sessionSchema }, 401: problem('Nobody is signed in.') },
};

const SIGN_IN: Operation = {
  access: 'page',
  summary: 'Sign in with name and password. The answer sets the cookie of the session.',
  description: 'A wrong name, a wrong password and a disabled account are answered alike.',
  body: { description: 'Name and password.', schema: signInBodySchema },
  responses: {
    200: { description: 'Signed in.', schema: sessionSchema },
    401: problem('Wrong name or password.'),
    429: tooMany,
  },
};

const SIGN_OUT: Operation = {
  access: 'people',
  summary: 'Sign out. Streams of this session end within a second.',
  responses: { 204: { description: 'Signed out.' } },
};

const SIGN_OUT_EVERYWHERE: Operation = {
  access: 'people',
  summary: 'Sign out everywhere: every session of this person ends.',
  responses: { 204: { description: 'Signed out.' }, 409: problem('There is no account yet.') },
};

const NEW_PASSWORD: Operation = {
  access: 'people',
  summary: 'Change the own password. Every other session of this person ends.',
  body: { description: 'The old and the new one.', schema: passwordBodySchema },
  responses: {
    200: { description: 'Changed.', schema: sessionSchema },
    400: problem('The new one is too weak.'),
    401: problem('The old one is wrong.'),
    409: problem('There is no account yet.'),
    429: tooMany,
  },
};
