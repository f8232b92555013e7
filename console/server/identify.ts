import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../core/ports/identity.ts';
import type { Secret } from '../../core/secret.ts';
import { decideAccess } from './access.ts';
import type { Asker } from './asker.ts';
import { LINK_COOKIE, readCookie, SESSION_COOKIE } from './cookies.ts';
import { FIRST_ADMINISTRATOR } from './first-administrator.ts';
import { isSecure } from './request-origin.ts';

export interface IdentifyOptions {
  readonly identity: Identity;
  readonly publicUrl?: string | undefined;
  /** Lets a scraper on another machine read /metrics. */
  readonly metricsToken?: Secret | undefined;
}

const NOT_SIGNED_IN = {
  kind: 'stranger',
  seesPage: true,
  detail: 'Nobody is signed in.',
  remedy: 'Sign in; a program sends a token: Authorization: Bearer <token>.',
} as const;

/** A session, a token, or, until the first account is made, this machine; in this order. */
export function identify(request: FastifyRequest, options: IdentifyOptions): Asker {
  const { identity, publicUrl } = options;
  const token = /^(?:Bearer|Token) (.{1,500})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) {
    const byToken = ofToken(token, options);
    if (byToken !== undefined) return byToken;
  }
  const key = readCookie(request, SESSION_COOKIE, isSecure(request, publicUrl));
  const session = key === undefined ? undefined : identity.session(key, true);
  if (key !== undefined && session !== undefined) {
    return { kind: 'person', person: session.person, signedIn: { key, session } };
  }
  const local = decideAccess(requestFacts(request));
  if (identity.hasAccounts()) return local.allowed && token === undefined ? { kind: 'local-program' } : NOT_SIGNED_IN;
  if (local.allowed) return { kind: 'person', person: FIRST_ADMINISTRATOR };
  const link = readCookie(request, LINK_COOKIE, isSecure(request, publicUrl));
  const seesPage = link !== undefined && identity.invitation(link) !== undefined;
  return { kind: 'stranger', seesPage, detail: local.detail, remedy: local.remedy };
}

function ofToken(token: string, { identity, metricsToken }: IdentifyOptions): Asker | undefined {
  const machine = identity.machine(token);
  if (machine !== undefined) return { kind: 'machine', machine };
  if (metricsToken === undefined || !isSame(token, metricsToken.reveal())) return undefined;
  return { kind: 'machine', machine: { name: 'http.metricsToken', right: 'metrics', sites: [], createdAtMillis: 0 } };
}

/** Equal lengths for the comparison whatever was sent. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function requestFacts(request: FastifyRequest) {
  return { method: request.method, remoteAddress: request.socket.remoteAddress, headers: request.headers };
}
