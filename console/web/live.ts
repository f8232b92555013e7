import type { EventSummary, StatusView } from '../server/api-schemas.ts';
import type { Happening } from './state.ts';

const RETRY_MILLIS = 2000;

interface StreamMessages {
  readonly snapshot: { readonly now: string; readonly events: EventSummary[]; readonly status: StatusView };
  readonly events: { readonly now: string; readonly events: EventSummary[] };
  readonly status: StatusView;
  readonly heartbeat: { readonly now: string };
}

/** Follows the live stream for ever, whatever breaks; the returned function ends it. */
export function followStream(tell: (happening: Happening) => void): () => void {
  let source: EventSource;
  let retry: number | undefined;

  function on<Name extends keyof StreamMessages>(name: Name, handle: (data: StreamMessages[Name]) => void): void {
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      const message: StreamMessages[Name] = JSON.parse(data);
      tell({
        type: 'heard',
        serverNowMillis: Date.parse(message.now),
        atMillis: performance.now(),
        wallMillis: Date.now(),
      });
      handle(message);
    });
  }

  function connect(): void {
    source = new EventSource('/api/v1/stream');
    on('snapshot', ({ events, status }) => tell({ type: 'snapshot', events, status }));
    on('events', ({ events }) => tell({ type: 'events', events }));
    on('status', (status) => tell({ type: 'status', status }));
    on('heartbeat', () => undefined);
    source.addEventListener('error', () => {
      tell({ type: 'link-broken' });
      // The browser itself gives up on an answer that is not a stream.
      if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, RETRY_MILLIS);
    });
  }

  connect();
  return () => {
    window.clearTimeout(retry);
    source.close();
  };
}
