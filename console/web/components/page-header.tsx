import { PRIORITY_BANDS } from '../../../core/priority.ts';
import { BAND_MEANING, countByBand } from '../bands.ts';
import type { ConsoleState, Link } from '../state.ts';
import { PriorityShape } from './priority-mark.tsx';

const LINK_TEXT: Readonly<Record<Link, string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Reconnecting…',
};

export function PageHeader({ state, onHelp }: { readonly state: ConsoleState; readonly onHelp: () => void }) {
  const counts = countByBand(state.list.events.values());
  return (
    <header class="page-header">
      <h1>Telltale</h1>
      <ul class="counts" aria-label="Open events by priority">
        {PRIORITY_BANDS.map((band) => (
          <li key={band} data-none={counts[band] === 0} title={BAND_MEANING[band]}>
            <PriorityShape band={band} />
            <span class="number">{counts[band]}</span>
          </li>
        ))}
      </ul>
      <span class="link" data-link={state.link}>
        {LINK_TEXT[state.link]}
      </span>
      <button type="button" class="quiet-button" onClick={onHelp} aria-label="Keys and help">
        ?
      </button>
    </header>
  );
}
