import type { ConsoleState } from '../state.ts';
import { plural } from '../format.ts';
import { FirstMessage } from './first-message.tsx';

export function EmptyQueue({ state }: { readonly state: ConsoleState }) {
  if (state.status === undefined) return <p class="empty">Loading the queue…</p>;
  const sourcesUp = state.status.sources.filter(({ state }) => state === 'up').length;
  return (
    <div class="empty">
      <h2>Nothing needs attention</h2>
      <p>
        Telltale is watching {plural(state.status.seriesCount, 'series', 'series')} from {plural(sourcesUp, 'source')}.
        What is out of the ordinary will stand here.
      </p>
      <FirstMessage />
    </div>
  );
}
