import type { IncomingHttpHeaders } from 'node:http';
import { isIPv4 } from 'node:net';

/** What the decision needs to know of a request; nothing else counts. */
export interface RequestFacts {
  readonly method: string;
  readonly remoteAddress: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export type AccessDecision =
  { readonly allowed: true } | { readonly allowed: false; readonly detail: string; readonly remedy: string };

const ALLOWED: AccessDecision = { allowed: true };
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const FORWARDING_HEADER = /^(?:forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-forwarded.*)$/;

/**
 * Until the first account is made, whoever sits at this machine is the administrator and everybody else
 * is refused. The name in `Host` is checked against DNS rebinding, forwarding headers because a proxy
 * makes the whole world look like loopback, `Origin` because any page in the browser can send a POST.
 */
export function decideAccess(request: RequestFacts): AccessDecision {
  if (!isLoopback(request.remoteAddress)) {
    return refused(
      'Only this machine may use the console until accounts exist.',
      'Open it on the machine that runs Telltale, or through an SSH tunnel: ssh -L 8080:127.0.0.1:8080 <machine>.',
    );
  }
  const host = request.headers.host ?? '';
  if (!LOOPBACK_HOST.test(host)) {
    return refused(
      `The request names the host ${JSON.stringify(host.slice(0, 100))}, which is not a loopback name.`,
      'Use http://localhost, http://127.0.0.1 or http://[::1] with the port of the console.',
    );
  }
  const forwarding = Object.keys(request.headers).find((name) => FORWARDING_HEADER.test(name));
  if (forwarding !== undefined) {
    return refused(
      `The request came through a proxy: it carries the header ${JSON.stringify(forwarding)}.`,
      'Ask the console directly; serving it through a proxy needs accounts.',
    );
  }
  if (!SAFE_METHODS.has(request.method) && isForeign(request.headers, host)) {
    return refused(
      'The request was made by a page of another origin.',
      'Act from the console itself, or from a program that sends no Origin header.',
    );
  }
  return ALLOWED;
}

/** Whether the whole of 127.0.0.0/8 or ::1, also written as an IPv4-mapped IPv6 address. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/i, '');
  return address === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

function isForeign(headers: IncomingHttpHeaders, host: string): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  return origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`;
}

function refused(detail: string, remedy: string): AccessDecision {
  return { allowed: false, detail, remedy };
}
