import type { FastifyInstance } from 'fastify';
import { Failure } from '../../core/failure.ts';

export interface HttpServer {
  /** Resolves with the port, which differs from the one asked for only when that is 0. Rejects with a `Failure`. */
  listen(host: string, port: number): Promise<number>;
  /** Ends every connection, live streams included. */
  close(): Promise<void>;
}

export function listenOn(app: FastifyInstance): HttpServer {
  return {
    listen: async (host, port) => {
      try {
        await app.listen({ host, port });
      } catch (cause) {
        throw listenFailure(host, port, cause);
      }
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    close: async () => await app.close(),
  };
}

function listenFailure(host: string, port: number, cause: unknown): Failure {
  const inUse = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  return new Failure(`cannot listen on ${host} port ${port}: ${inUse ? 'another program does' : String(cause)}`, {
    reason: 'configuration',
    retryable: false,
    remedy: 'Set TELLTALE_HTTP_HOST and TELLTALE_HTTP_PORT to an address of this machine and a free port.',
    cause,
  });
}
