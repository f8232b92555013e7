import { PRIORITY_LEVELS, countByLevel } from '../priority-level.ts';
import type { ConsoleState, Link } from '../state.ts';
import { PriorityShape } from './priority-mark.tsx';

const LINK_TEXT: Readonly<Record<Link, string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Reconnecting…',
};

export function PageHeader({ state, onHelp }: { readonly state: ConsoleState; readonly onHelp: () => void }) {
  const counts = countByLevel(state.list.events.values());
  return (
    <header class="page-header">
      <h1>Telltale</h1>
      <ul class="counts" aria-label="Open events by priority">
        {PRIORITY_LEVELS.map((level) => (
          <li key={level} data-none={counts[level] === 0}>
            <PriorityShape level={level} />
            <span class="number">{counts[level]}</span>
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
