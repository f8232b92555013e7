import type { EventSummary } from '../../server/api-schemas.ts';
import { ageOf, plural } from '../format.ts';
import { EventTitle } from './event-title.tsx';
import { PriorityMark } from './priority-mark.tsx';
import { SiteName } from './site-name.tsx';

interface QueueRowProps {
  readonly event: EventSummary;
  readonly row: number;
  readonly count: number;
  readonly top: number;
  readonly selected: boolean;
  readonly nowMillis: number;
  readonly onSelect: () => void;
}

export function QueueRow({ event, row, count, top, selected, nowMillis, onSelect }: QueueRowProps) {
  return (
    <li
      id={`row-${row}`}
      class="row"
      role="option"
      aria-selected={selected}
      aria-posinset={row + 1}
      aria-setsize={count}
      data-state={event.state}
      data-event={event.id}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
    >
      <PriorityMark event={event} />
      <span class="row-title" title={event.title}>
        <EventTitle event={event} />
      </span>
      <span class="row-place">
        <SiteName event={event} />
        <span class="row-class">{event.class}</span>
        <span class="row-signals">{plural(event.signalCount, 'signal')}</span>
      </span>
      <span class="row-end">
        <RowState event={event} />
        <span class="row-age">{ageOf(event.openedAt, nowMillis)}</span>
      </span>
    </li>
  );
}

function RowState({ event }: { readonly event: EventSummary }) {
  return (
    <span class="row-state" data-escalated={event.state === 'new' && event.escalatedAt !== null}>
      {stateText(event)}
    </span>
  );
}

const SUPPRESSION_WORDS = {
  shelved: 'Shelved',
  'by-design': 'Suppressed',
  'out-of-service': 'On test',
  storm: 'Kept back: storm',
} as const;

function stateText(event: EventSummary): string {
  if (event.suppression !== null && event.state !== 'closed') return SUPPRESSION_WORDS[event.suppression.kind];
  switch (event.state) {
    case 'new':
      return event.escalatedAt === null ? 'New' : 'Escalated';
    case 'taken':
      return `Taken by ${event.takenBy ?? 'somebody'}`;
    case 'in-progress':
      return `In progress: ${event.takenBy ?? 'somebody'}`;
    case 'paused':
      return `Paused: ${event.takenBy ?? 'somebody'}`;
    case 'parked':
      return `Parked: ${event.takenBy ?? 'somebody'}`;
    case 'closed':
      return event.disposition === null ? 'Closed' : `Closed: ${event.disposition}`;
  }
}
