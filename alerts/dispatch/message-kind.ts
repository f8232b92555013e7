import type { Event } from '../../core/event.ts';
import type { DeskChange } from '../../core/ports/desk.ts';
import type { MessageKind } from '../../core/ports/notifier.ts';

/** What a committed change is worth telling: an escalation, and what becomes of an escalated event. */
export function messageKindOf({ event, previous }: DeskChange): MessageKind | undefined {
  if (!isEscalated(event)) return undefined;
  if (previous === undefined || !isEscalated(previous)) return 'escalated';
  if (event.state === previous.state) return undefined;
  switch (event.state) {
    case 'taken':
      return 'taken';
    case 'closed':
      return 'closed';
    case 'new':
      return undefined;
  }
}

export function isEscalated(event: Event): boolean {
  return event.escalatedAtMillis !== undefined;
}
