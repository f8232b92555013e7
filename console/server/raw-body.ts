import type { FastifyInstance, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpIntake } from '../../core/ports/intake.ts';
import { HttpProblem } from './problem.ts';

export const MAX_BODY_BYTES = 5 * 1024 * 1024;

const gunzipBounded = promisify(gunzip);

/**
 * Routes of `app` get bodies as the bytes they are, whatever the content type says; gzip is undone. A body that
 * is too large never reaches the intake, which counts it all the same.
 */
export function acceptRawBodies(app: FastifyInstance, intake: Pick<HttpIntake, 'refused'>): void {
  app.removeAllContentTypeParsers();
  app.addHook('onError', async (request, _reply, error) => {
    if (isTooLarge(error))
      intake.refused('too-large', `body posted to ${request.routeOptions.url ?? 'an unknown route'}`);
  });
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, decode);
}

async function decode(request: FastifyRequest, body: Buffer): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding === 'gzip') return await unzip(body);
  throw new HttpProblem(415, 'The body has an unknown content encoding.', { remedy: 'Send it plain or as gzip.' });
}

/** Bounded, so that a small body cannot grow into all the memory there is. */
async function unzip(bytes: Buffer): Promise<Buffer> {
  try {
    return await gunzipBounded(bytes, { maxOutputLength: MAX_BODY_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError) throw bodyTooLarge(cause);
    throw new HttpProblem(400, 'The body is not the gzip it claims to be.', { cause });
  }
}

function isTooLarge(error: Error): boolean {
  const isRefusedUnread = 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  return isRefusedUnread || (error instanceof HttpProblem && error.status === 413);
}

export function bodyTooLarge(cause?: unknown, mostBytes = MAX_BODY_BYTES): HttpProblem {
  const most = mostBytes >= 1024 * 1024 ? `${mostBytes / 1024 / 1024} MiB` : `${mostBytes / 1024} KiB`;
  return new HttpProblem(413, `The body is larger than ${most}.`, { remedy: 'Send it in smaller parts.', cause });
}
