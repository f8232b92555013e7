import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the browser keeps for us; no script sees it. */
export interface CookieKind {
  readonly name: string;
  /** `lax` where a link from elsewhere must bring it along. */
  readonly sameSite: 'strict' | 'lax';
}

export const SESSION_COOKIE: CookieKind = { name: 'telltale-session', sameSite: 'strict' };
export const LINK_COOKIE: CookieKind = { name: 'telltale-link', sameSite: 'lax' };
export const OUTSIDE_COOKIE: CookieKind = { name: 'telltale-outside', sameSite: 'lax' };

/** Longer ones are not ours. */
const MAX_LENGTH = 4096;

/** Over TLS the name begins with `__Host-`: no other host of the domain can set it, nor a page without TLS. */
export function readCookie(request: FastifyRequest, kind: CookieKind, secure: boolean): string | undefined {
  const value = parseCookie(request.headers.cookie ?? '')[nameOf(kind, secure)];
  return value !== undefined && value.length > 0 && value.length <= MAX_LENGTH ? value : undefined;
}

export function setCookie(
  reply: FastifyReply,
  kind: CookieKind,
  {
    value,
    maxAgeSeconds,
    secure,
  }: { readonly value: string; readonly maxAgeSeconds: number; readonly secure: boolean },
): void {
  const cookie = stringifySetCookie({
    name: nameOf(kind, secure),
    value,
    path: '/',
    httpOnly: true,
    sameSite: kind.sameSite,
    secure,
    maxAge: Math.max(0, Math.floor(maxAgeSeconds)),
  });
  reply.header('set-cookie', cookie);
}

export function clearCookie(reply: FastifyReply, kind: CookieKind, secure: boolean): void {
  setCookie(reply, kind, { value: '', maxAgeSeconds: 0, secure });
}

function nameOf({ name }: CookieKind, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
