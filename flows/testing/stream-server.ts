import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { freePort } from '../../test/support/free-port.ts';

/** A stand-in for Telltale's `GET /api/v1/stream` that says what the test tells it to. */
export interface StreamServer {
  readonly baseUrl: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly IncomingMessage[];
  /** What the next connections are answered; as long as it is unset they get an open stream. */
  refuseWith(status: number | undefined): void;
  send(name: string, data: unknown): void;
  /** Sends a snapshot now and to everybody who connects later. */
  setSnapshot(events: readonly object[]): void;
  dropConnections(): void;
  close(): void;
}

export async function startStreamServer(): Promise<StreamServer> {
  const requests: IncomingMessage[] = [];
  const open = new Set<ServerResponse>();
  let refusal: number | undefined;
  let snapshot: readonly object[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    if (refusal !== undefined || request.url !== '/api/v1/stream') {
      response.writeHead(refusal ?? 404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    open.add(response);
    response.once('close', () => open.delete(response));
    write(response, 'snapshot', { events: snapshot });
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    refuseWith: (status) => (refusal = status),
    send: (name, data) => open.forEach((response) => write(response, name, data)),
    setSnapshot: (events) => {
      snapshot = events;
      open.forEach((response) => write(response, 'snapshot', { events }));
    },
    dropConnections: () => open.forEach((response) => response.destroy()),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function write(response: ServerResponse, name: string, data: unknown): void {
  response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
