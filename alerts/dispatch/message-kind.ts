import type { Event } from '../../core/event.ts';
import type { DeskChange } from '../../core/ports/desk.ts';
import type { MessageKind } from '../../core/ports/notifier.ts';

/** What a committed change is worth telling: a reminder, an escalation, and what becomes of an escalated event. */
export function messageKindOf({ event, previous, action }: DeskChange): MessageKind | undefined {
  if (action?.kind === 'remind') return 'reminder';
  if (!isEscalated(event)) return undefined;
  if (previous === undefined || !isEscalated(previous)) return 'escalated';
  if (event.state === previous.state) return undefined;
  if (event.state === 'closed') return 'closed';
  return event.state === 'taken' ? 'taken' : undefined;
}

export function isEscalated(event: Event): boolean {
  return event.escalatedAtMillis !== undefined;
}
