import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Secret } from '../../core/secret.ts';
import { decideAccess, type AccessDecision } from './access.ts';
import { HttpProblem } from './problem.ts';

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Every answer carries the security headers; whoever may not ask gets a 403 that says why. */
export function guard(app: FastifyInstance, metricsToken: Secret | undefined): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const decision = accessOf(request, metricsToken);
    if (!decision.allowed) {
      throw new HttpProblem(403, decision.detail, { reason: 'not-allowed', remedy: decision.remedy });
    }
  });
}

function accessOf(request: FastifyRequest, metricsToken?: Secret): AccessDecision {
  return decideAccess(
    {
      method: request.method,
      path: request.url.split('?', 1)[0] ?? '',
      remoteAddress: request.socket.remoteAddress,
      headers: request.headers,
    },
    metricsToken,
  );
}
