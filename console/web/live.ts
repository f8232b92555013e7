import type { EventSummary, StatusView } from '../server/api-schemas.ts';
import { OneByOne } from './one-by-one.ts';
import type { Happening } from './state.ts';

const RETRY_MILLIS = 2000;

interface StreamMessages {
  readonly snapshot: {
    readonly now: string;
    readonly events: EventSummary[];
    readonly status: StatusView;
    readonly more: boolean;
  };
  readonly more: { readonly now: string; readonly events: EventSummary[]; readonly more: boolean };
  readonly events: { readonly now: string; readonly events: EventSummary[] };
  readonly status: StatusView;
  readonly heartbeat: { readonly now: string };
}

/** Follows the live stream for ever, whatever breaks; the returned function ends it. */
export function followStream(tell: (happening: Happening) => void): () => void {
  let source: EventSource;
  let retry: number | undefined;
  const work = new OneByOne();

  function on<Name extends keyof StreamMessages>(name: Name, handle: (data: StreamMessages[Name]) => void): void {
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      const [atMillis, wallMillis] = [performance.now(), Date.now()];
      work.add(() => {
        const message: StreamMessages[Name] = JSON.parse(data);
        tell({ type: 'heard', serverNowMillis: Date.parse(message.now), atMillis, wallMillis });
        handle(message);
      });
    });
  }

  function connect(): void {
    source = new EventSource('/api/v1/stream?parts=1');
    on('snapshot', ({ events, status, more }) => tell({ type: 'snapshot', events, status, more }));
    on('more', ({ events, more }) => tell({ type: 'more', events, more }));
    on('events', ({ events }) => tell({ type: 'events', events }));
    on('status', (status) => tell({ type: 'status', status }));
    on('heartbeat', () => undefined);
    source.addEventListener('error', () => {
      work.add(() => tell({ type: 'link-broken' }));
      // The browser itself gives up on an answer that is not a stream.
      if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, RETRY_MILLIS);
    });
  }

  connect();
  return () => {
    window.clearTimeout(retry);
    source.close();
    work.stop();
  };
}
