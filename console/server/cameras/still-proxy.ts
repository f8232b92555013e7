import { lookup } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { HttpProblem } from '../problem.ts';
import { mayAsk } from './still-address.ts';

const MOST_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MILLIS = 5000;
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

interface Still {
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Fetches a picture. The address is looked up once, judged, and the connection made to exactly that address: a name
 * that changes its meaning in between changes nothing. Redirects are not followed.
 */
export async function fetchStill(url: URL, networks: readonly string[]): Promise<Still> {
  const signal = AbortSignal.timeout(TIMEOUT_MILLIS);
  try {
    const response = await open(url, networks, signal);
    return await readStill(response);
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    const detail = signal.aborted ? 'The camera did not answer in time.' : 'The camera could not be reached.';
    throw failed(detail, cause);
  }
}

async function open(url: URL, networks: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return await new Promise((resolve, reject) => {
    const options = {
      signal,
      agent: false,
      lookup: judgedLookup(networks),
      headers: { accept: [...PICTURES].join(', ') },
    } as const;
    send(url, options, resolve).once('error', reject).end();
  });
}

/** Node asks for one address or for all; the connection goes to what is answered here and nowhere else. */
function judgedLookup(networks: readonly string[]): LookupFunction {
  return (hostname, options, answer) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        answer(error, '');
        return;
      }
      const refused = addresses.find(({ address }) => !mayAsk(hostname, address, networks));
      const [first] = addresses;
      if (refused !== undefined || first === undefined) answer(notAllowed(), '');
      else if (options.all === true) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}

async function readStill(response: IncomingMessage): Promise<Still> {
  const type = (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  try {
    if (response.statusCode !== 200) throw failed(`The camera answered with ${response.statusCode}.`);
    if (!PICTURES.has(type)) throw failed('The camera answered with something that is not a picture.');
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > MOST_BYTES) throw failed('The picture is larger than 5 MiB.');
      chunks.push(chunk);
    }
    return { type, bytes: Buffer.concat(chunks) };
  } finally {
    response.destroy();
  }
}

function notAllowed(): HttpProblem {
  return new HttpProblem(502, 'The name of the camera leads into a network that is not named in the settings.', {
    reason: 'camera-address',
    remedy: 'If the camera is there, name its network under cameras.networks, or write its address into the template.',
  });
}

function failed(detail: string, cause?: unknown): HttpProblem {
  return new HttpProblem(502, detail, { reason: 'no-picture', cause });
}
