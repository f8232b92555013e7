import type { Action, ActionKind, Refusal } from '../core/action.ts';
import type { Event, EventState } from '../core/event.ts';

export type ActionDecision =
  { readonly accepted: true; readonly event: Event } | { readonly accepted: false; readonly refusal: Refusal };

/** In which states each action is possible at all; every state but `closed` has a way out. */
const ALLOWED_STATES: Readonly<Record<ActionKind, readonly EventState[]>> = {
  take: ['new'],
  release: ['taken'],
  close: ['taken'],
  note: ['new', 'taken'],
  escalate: ['new'],
};

/** What an action does to an event, or why it is refused. Pure. */
export function applyAction(event: Event, action: Action): ActionDecision {
  const refusal = refusalOf(event, action);
  if (refusal !== undefined) return { accepted: false, refusal };
  const next: Event = { ...event, version: event.version + 1, changedAtMillis: action.atMillis };
  switch (action.kind) {
    case 'take':
      return accept({ ...next, state: 'taken', takenBy: action.by, takenAtMillis: action.atMillis });
    case 'release':
      return accept(withoutHolder({ ...next, state: 'new' }));
    case 'close':
      return accept({
        ...next,
        state: 'closed',
        closedAtMillis: action.atMillis,
        closedBy: action.by,
        ...(action.disposition === undefined ? {} : { disposition: action.disposition }),
        ...(action.reason === undefined ? {} : { reason: action.reason }),
      });
    case 'note':
      return accept(next);
    case 'escalate':
      return accept({ ...next, escalatedAtMillis: action.atMillis });
  }
}

function accept(event: Event): ActionDecision {
  return { accepted: true, event };
}

function withoutHolder(event: Event): Event {
  const { takenBy: _takenBy, takenAtMillis: _takenAtMillis, ...rest } = event;
  return rest;
}

function refusalOf(event: Event, action: Action): Refusal | undefined {
  const byTelltale = action.by.kind === 'telltale';
  const mayCloseUntaken = action.kind === 'close' && byTelltale && event.state === 'new';
  if (!mayCloseUntaken && !ALLOWED_STATES[action.kind].includes(event.state)) return stateRefusal(event, action.kind);
  if (action.kind === 'close' && action.disposition === undefined) {
    return {
      reason: 'disposition-missing',
      message: 'Closing needs a disposition: true, false, inappropriate or other.',
    };
  }
  const heldByOther = event.takenBy !== undefined && event.takenBy.name !== action.by.name;
  if (heldByOther && !byTelltale && (action.kind === 'close' || action.kind === 'release')) {
    return { reason: 'taken-by-other', message: `${event.takenBy?.name} has taken this event.` };
  }
  if (action.kind === 'escalate' && event.escalatedAtMillis !== undefined) {
    return { reason: 'not-allowed-in-state', message: 'This event has been escalated already.' };
  }
  return undefined;
}

function stateRefusal(event: Event, kind: ActionKind): Refusal {
  if (event.state === 'taken' && kind === 'take') {
    return { reason: 'taken-by-other', message: `${event.takenBy?.name ?? 'Somebody'} has already taken this event.` };
  }
  if (event.state === 'closed') return refusalWhenClosed(event);
  const remedy = event.state === 'new' ? 'Take charge of it first.' : 'Somebody is handling it.';
  return {
    reason: 'not-allowed-in-state',
    message: `"${kind}" is not possible while the event is ${event.state}. ${remedy}`,
  };
}

export function refusalWhenClosed(event: Event): Refusal {
  const by = event.closedBy === undefined ? '' : ` by ${event.closedBy.name}`;
  return { reason: 'not-allowed-in-state', message: `This event was closed${by}; nothing more can be done to it.` };
}
