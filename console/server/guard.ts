import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../core/ports/clock.ts';
import { decideAccess } from './access.ts';
import { isSafe, mayUse, type Access } from './access-rule.ts';
import type { Asker } from './asker.ts';
import { identify, type IdentifyOptions } from './identify.ts';
import { HttpProblem } from './problem.ts';
import { isForeign, saysWhereFrom } from './request-origin.ts';
import { RequestRate } from './request-rate.ts';

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

export interface GuardOptions extends IdentifyOptions {
  readonly clock: Clock;
}

/** Every answer carries the security headers; who may not ask gets a 401 or 403 that says why. */
export function guard(app: FastifyInstance, options: GuardOptions): void {
  const rate = new RequestRate(options.clock);
  app.decorateRequest('asker', undefined);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const access = accessOf(request);
    const asker = identify(request, options);
    request.asker = asker;
    if (!mayUse(asker, access, request.method)) throw refusal(asker, access, reply);
    refuseForeign(request, asker, options.publicUrl);
    if (access !== 'anybody' && access !== 'telemetry' && !rate.take(rateKey(request, asker))) throw tooMany(reply);
  });
}

/** For a server that has no accounts to ask: this machine only. */
export function guardThisMachine(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (request.url === '/healthz' || request.url === '/readyz') return;
    const { method, headers } = request;
    const decision = decideAccess({ method, headers, remoteAddress: request.socket.remoteAddress });
    if (!decision.allowed) {
      throw new HttpProblem(403, decision.detail, { reason: 'not-allowed', remedy: decision.remedy });
    }
  });
}

/** What nothing answers is told to people only: who may not ask does not learn what is there. */
function accessOf(request: FastifyRequest): Access {
  const { operation } = request.routeOptions.config;
  if (operation !== undefined) return operation.access;
  return request.routeOptions.url === undefined ? 'operator' : 'page';
}

function refuseForeign(request: FastifyRequest, asker: Asker, publicUrl: string | undefined): void {
  const matters = !isSafe(request.method) || request.routeOptions.config.operation?.ownPagesOnly === true;
  if (!matters) return;
  const byCookie = asker.kind === 'person' && asker.signedIn !== undefined;
  const unsaid = byCookie && !isSafe(request.method) && !saysWhereFrom(request);
  if (!unsaid && !isForeign(request, publicUrl)) return;
  throw new HttpProblem(403, 'The request was made by a page of another origin.', {
    reason: 'not-allowed',
    remedy:
      'Act from the console itself, or from a program with a token. Behind a proxy, name it in http.trustedProxies, ' +
      'or set TELLTALE_PUBLIC_URL to the address that people use.',
  });
}

function rateKey(request: FastifyRequest, asker: Asker): string {
  if (asker.kind === 'person') return `person ${asker.person.name}`;
  return asker.kind === 'machine' ? `token ${asker.machine.name}` : `address ${request.ip}`;
}

function refusal(asker: Asker, access: Access, reply: FastifyReply): HttpProblem {
  if (asker.kind === 'person') {
    return new HttpProblem(403, `This is for ${wordsFor(access)}, not for the role ${asker.person.role}.`, {
      reason: 'not-allowed-in-role',
    });
  }
  if (asker.kind === 'machine') {
    return new HttpProblem(403, `The token "${asker.machine.name}" is for ${asker.machine.right} only.`, {
      reason: 'not-allowed',
      remedy: 'An administrator can make another token: telltale token add.',
    });
  }
  const isKnown = asker.kind === 'local-program' || asker.seesPage;
  const detail = asker.kind === 'local-program' ? 'Nobody is signed in.' : asker.detail;
  const remedy =
    asker.kind === 'local-program' ? 'Sign in, or send a token: Authorization: Bearer <token>.' : asker.remedy;
  if (!isKnown) return new HttpProblem(403, detail, { reason: 'not-allowed', remedy });
  reply.header('www-authenticate', 'Bearer realm="Telltale"');
  return new HttpProblem(401, detail, { reason: 'not-signed-in', remedy });
}

function wordsFor(access: Access): string {
  if (access === 'telemetry' || access === 'metrics') return 'programs and administrators';
  return access === 'supervisor' ? 'supervisors' : 'administrators';
}

function tooMany(reply: FastifyReply): HttpProblem {
  reply.header('retry-after', '1');
  return new HttpProblem(429, 'Too many requests.', { reason: 'rate-limited', remedy: 'Ask again in a second.' });
}
