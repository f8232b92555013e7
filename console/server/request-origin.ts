import type { FastifyRequest } from 'fastify';

/**
 * Whether a page of another origin asks for something. Browsers say so themselves, by `Origin` and `Sec-Fetch-Site`, which no
 * page can set or leave out of an unsafe request (OWASP CSRF Prevention Cheat Sheet: Fetch Metadata and verifying origin).
 */
export function isForeign(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  return origin !== undefined && !ownOrigins(request, publicUrl).includes(origin.toLowerCase());
}

/** A browser says where an unsafe request comes from; what carries a cookie and does not is no browser of ours. */
export function saysWhereFrom({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] === 'same-origin';
}

/** By TLS, of ours or of a proxy that may say so. */
export function isSecure(request: FastifyRequest, publicUrl: string | undefined): boolean {
  if (request.protocol === 'https') return true;
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  return url?.protocol === 'https:' && url.host === request.host;
}

function ownOrigins(request: FastifyRequest, publicUrl: string | undefined): readonly string[] {
  const own = `${request.protocol}://${request.host}`.toLowerCase();
  return publicUrl === undefined ? [own] : [own, new URL(publicUrl).origin.toLowerCase()];
}
