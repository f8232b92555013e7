import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Address } from './addresses.ts';
import { ok, failing, warning, type Finding } from './finding.ts';

/** What a try to connect came to: when the certificate ends and whether it is trusted, or why there was no connection. */
export type Reached =
  | { readonly isReached: true; readonly certificate?: Certificate }
  | { readonly isReached: false; readonly code: string };

export interface Certificate {
  readonly untilMillis: number;
  /** Why it is not trusted; of a private authority that is usual. */
  readonly distrust: string | undefined;
}

const PATIENCE_MILLIS = 5000;
const SOON_MILLIS = 14 * 86_400_000;

export async function reach({ host, port, isTls }: Address): Promise<Reached> {
  return await new Promise((resolve) => {
    const settle = (socket: Socket, reached: Reached): void => {
      socket.destroy();
      resolve(reached);
    };
    const watched = (socket: Socket): void => {
      socket.setTimeout(PATIENCE_MILLIS, () => settle(socket, { isReached: false, code: 'ETIMEDOUT' }));
      socket.once('error', (error: NodeJS.ErrnoException) =>
        settle(socket, { isReached: false, code: error.code ?? 'ERROR' }),
      );
    };
    if (isTls) {
      const secure = connectTls({ host, port, servername: isIP(host) === 0 ? host : '', rejectUnauthorized: false });
      secure.once('secureConnect', () => settle(secure, { isReached: true, certificate: certificateOf(secure) }));
      watched(secure);
    } else {
      const plain = connect({ host, port });
      plain.once('connect', () => settle(plain, { isReached: true }));
      watched(plain);
    }
  });
}

function certificateOf(socket: TLSSocket): Certificate {
  const distrust = socket.authorized ? undefined : String(socket.authorizationError);
  return { untilMillis: Date.parse(socket.getPeerCertificate().valid_to), distrust };
}

export function reachFinding(address: Address, reached: Reached, nowMillis: number): Finding {
  const { part } = address;
  const server = `${address.host}:${address.port}`;
  if (!reached.isReached) {
    return failing(part, { message: `${server} cannot be reached: ${reached.code}`, remedy: remedyFor(reached.code) });
  }
  const { certificate } = reached;
  if (certificate === undefined) return ok(part, `${server} answers`);
  const until = new Date(certificate.untilMillis || 0).toISOString().slice(0, 10);
  if (certificate.distrust !== undefined) {
    return warning(
      part,
      `${server} answers, with a certificate that is not trusted here: ${certificate.distrust}`,
      'renew it, or have its authority trusted: NODE_EXTRA_CA_CERTS, or the ca setting where there is one',
    );
  }
  if (certificate.untilMillis - nowMillis < SOON_MILLIS) {
    return warning(part, `${server} answers; its certificate ends on ${until}`, 'renew the certificate');
  }
  return ok(part, `${server} answers, its certificate lasts until ${until}`);
}

function remedyFor(code: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'correct the name of the host, or mend name resolution';
  if (code === 'ECONNREFUSED') return 'start the server, or correct the port';
  if (code.startsWith('ERR_SSL') || code === 'EPROTO' || code === 'ECONNRESET') {
    return 'the server does not speak TLS at this port: correct protocol or port';
  }
  return 'check the address, the network and the firewalls between here and there';
}
