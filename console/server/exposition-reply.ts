import type { FastifyReply, FastifyRequest } from 'fastify';
import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { Clock } from '../../core/ports/clock.ts';
import { expositionChunks } from '../../runtime/exposition/exposition-chunks.ts';
import { acceptsGzip, CONTENT_TYPES, negotiateFormat } from '../../runtime/exposition/exposition-format.ts';
import type { MetricFamily } from '../../runtime/exposition/metric-family.ts';

/** Streams families as fast as the scraper reads, in the format and the encoding it asks for. */
export async function replyWithFamilies(
  request: FastifyRequest,
  reply: FastifyReply,
  families: Iterable<MetricFamily>,
  clock: Pick<Clock, 'monotonicMillis'>,
): Promise<FastifyReply> {
  const format = negotiateFormat(request.headers.accept);
  const chunks = expositionChunks(families, format, { monotonicMillis: () => clock.monotonicMillis() });
  const text = Readable.from(chunks, { objectMode: false });
  reply.header('content-type', CONTENT_TYPES[format]).header('vary', 'accept, accept-encoding');
  if (!acceptsGzip(request.headers['accept-encoding'])) return await reply.send(text);
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  pipeline(text, gzip, () => undefined);
  return await reply.header('content-encoding', 'gzip').send(gzip);
}
