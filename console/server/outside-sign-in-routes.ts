import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OutsideSignIn } from '../../core/ports/identity.ts';
import { problemSchema } from './api-schemas.ts';
import { clearCookie, OUTSIDE_COOKIE, readCookie, setCookie } from './cookies.ts';
import type { Operation } from './operation.ts';
import { HttpProblem } from './problem.ts';
import { isSecure } from './request-origin.ts';
import { keepSession, type SessionDeps } from './session-routes.ts';

const CALLBACK = '/sign-in/outside/callback';
/** How long one may take at the other door. */
const STATE_SECONDS = 600;

/** Sign-in by OpenID Connect: away to the issuer, and back with a code. */
export function registerOutsideSignInRoutes(app: FastifyInstance, deps: SessionDeps): void {
  const { outsideSignIn, publicUrl } = deps;

  app.route({
    method: 'GET',
    url: '/sign-in/outside',
    config: { operation: BEGIN },
    handler: async (request, reply) => {
      const { url, state } = await configured(outsideSignIn).begin(addressOf(request, CALLBACK, publicUrl));
      const secure = isSecure(request, publicUrl);
      setCookie(reply, OUTSIDE_COOKIE, { value: state, maxAgeSeconds: STATE_SECONDS, secure });
      return await reply.header('cache-control', 'no-store').redirect(url, 303);
    },
  });

  app.route({
    method: 'GET',
    url: CALLBACK,
    config: { operation: FINISH },
    handler: async (request, reply) => {
      const secure = isSecure(request, publicUrl);
      const state = readCookie(request, OUTSIDE_COOKIE, secure);
      if (state === undefined) {
        throw new HttpProblem(400, 'This sign-in was not begun here, or took too long.', { remedy: 'Begin it again.' });
      }
      const callbackUrl = addressOf(request, request.url, publicUrl);
      const signedIn = await configured(outsideSignIn).finish({ state, callbackUrl, address: request.ip });
      clearCookie(reply, OUTSIDE_COOKIE, secure);
      keepSession(request, reply, signedIn, deps);
      return await reply.header('cache-control', 'no-store').redirect('/', 303);
    },
  });
}

function configured(outsideSignIn: OutsideSignIn | undefined): OutsideSignIn {
  if (outsideSignIn !== undefined) return outsideSignIn;
  throw new HttpProblem(404, 'Nobody signs in elsewhere here.', { remedy: 'Set signIn.oidc.' });
}

function addressOf(request: FastifyRequest, path: string, publicUrl: string | undefined): string {
  return new URL(path, publicUrl ?? `${request.protocol}://${request.host}`).href;
}

const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const BEGIN: Operation = {
  access: 'page',
  summary: 'Sign in by OpenID Connect.',
  responses: { 303: { description: 'To the issuer.' }, 404: problem('None is configured.') },
};

const FINISH: Operation = {
  access: 'page',
  summary: 'Where the issuer sends the browser back to.',
  responses: {
    303: { description: 'Signed in; to the page.' },
    400: problem('Not begun in this browser.'),
    401: problem('The issuer says no, or nobody has an account of this name.'),
  },
};
