import { formatTime } from '../format.ts';

/** A time in the viewer's zone; hovering shows UTC. */
export function Moment({ iso, nowMillis }: { readonly iso: string; readonly nowMillis: number }) {
  return (
    <time class="moment" dateTime={iso} title={`${iso} (UTC)`}>
      {formatTime(Date.parse(iso), nowMillis)}
    </time>
  );
}
