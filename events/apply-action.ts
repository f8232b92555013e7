import type { Action, Refusal } from '../core/action.ts';
import type { Event, EventState } from '../core/event.ts';
import { LIFE_SAFETY_CLASSES } from '../core/signal.ts';
import { ALLOWED_WHILE_SUPPRESSED, isHolder, isSupervisor, mayDo, stateAfter, WORKFLOW } from './workflow.ts';

export type ActionDecision =
  { readonly accepted: true; readonly event: Event } | { readonly accepted: false; readonly refusal: Refusal };

/** What an action does to an event, or why it is refused. `merge`, `unmerge` and `undo` need a second event too. Pure. */
export function applyAction(event: Event, action: Action): ActionDecision {
  const refusal = refusalOf(event, action);
  return refusal === undefined ? { accepted: true, event: changed(event, action) } : { accepted: false, refusal };
}

function changed(event: Event, action: Action): Event {
  const next = inState(event, stateAfter(event.state, action.kind), action);
  switch (action.kind) {
    case 'take':
      return { ...withoutSuppression(next), takenBy: action.by, takenAtMillis: action.atMillis };
    case 'hand-over': {
      const takenBy = { kind: 'person', name: action.toPerson ?? '' } as const;
      return { ...withoutSuppression(next), takenBy, takenAtMillis: action.atMillis };
    }
    case 'park':
      return action.untilMillis === undefined ? next : { ...next, parkedUntilMillis: action.untilMillis };
    case 'close':
    case 'merge':
      return closed(next, action);
    case 'shelve':
      return { ...next, suppression: shelvedBy(action) };
    case 'unshelve':
      return withoutSuppression(next);
    case 'remind':
      return { ...next, remindedAtMillis: action.atMillis };
    case 'escalate':
      return { ...next, escalatedAtMillis: action.atMillis };
    case 'start':
    case 'pause':
    case 'resume':
    case 'release':
    case 'reopen':
    case 'unmerge':
    case 'note':
    case 'undo':
      return next;
  }
}

/** The event in another state, without what belonged to the one it leaves. */
function inState(event: Event, state: EventState, { atMillis }: Action): Event {
  const { parkedUntilMillis, ...unparked } = event;
  const stays = state === event.state && parkedUntilMillis !== undefined;
  const next: Event = { ...unparked, ...(stays ? { parkedUntilMillis } : {}), state };
  return { ...(state === 'new' ? asNew(next) : next), version: event.version + 1, changedAtMillis: atMillis };
}

/** Nobody has it, and nothing of an earlier closing is left. */
function asNew(event: Event): Event {
  const {
    takenBy: _takenBy,
    takenAtMillis: _takenAtMillis,
    closedAtMillis: _closedAtMillis,
    closedBy: _closedBy,
    disposition: _disposition,
    reasonCode: _reasonCode,
    reason: _reason,
    mergedIntoEventId: _mergedIntoEventId,
    ...rest
  } = event;
  return rest;
}

function withoutSuppression(event: Event): Event {
  const { suppression: _suppression, ...rest } = event;
  return rest;
}

function closed(event: Event, action: Action): Event {
  return {
    ...event,
    closedAtMillis: action.atMillis,
    closedBy: action.by,
    ...(action.disposition === undefined ? {} : { disposition: action.disposition }),
    ...(action.reasonCode === undefined ? {} : { reasonCode: action.reasonCode }),
    ...(action.reason === undefined ? {} : { reason: action.reason }),
    ...(action.intoEventId === undefined ? {} : { mergedIntoEventId: action.intoEventId }),
  };
}

function shelvedBy({ by, reason = '', atMillis, untilMillis }: Action) {
  const until = untilMillis === undefined ? {} : { untilMillis };
  return { kind: 'shelved', by, reason, sinceMillis: atMillis, ...until } as const;
}

function refusalOf(event: Event, action: Action): Refusal | undefined {
  const transition = WORKFLOW[event.state][action.kind];
  if (transition === undefined) return stateRefusal(event, action);
  if (!transition.doers.some((doer) => mayDo(doer, event, action.by))) return doerRefusal(event, action);
  const isSuppressed = event.suppression !== undefined && event.state !== 'closed';
  if (isSuppressed && !ALLOWED_WHILE_SUPPRESSED.has(action.kind)) {
    return refuse('not-allowed-in-state', `This event is ${event.suppression?.kind}. Unshelve or take it first.`);
  }
  return situationRefusal(event, action) ?? detailRefusal(action);
}

function situationRefusal(event: Event, { kind, by }: Action): Refusal | undefined {
  if (kind === 'escalate' && event.escalatedAtMillis !== undefined) {
    return refuse('not-allowed-in-state', 'This event has been escalated already.');
  }
  if (kind === 'unshelve' && event.suppression === undefined) {
    return refuse('not-allowed-in-state', 'This event is not shelved.');
  }
  if (kind === 'unmerge' && event.mergedIntoEventId === undefined) {
    return refuse('not-allowed-in-state', 'This event was not merged into another.');
  }
  if (kind === 'shelve' && LIFE_SAFETY_CLASSES.has(event.class) && !isSupervisor(by)) {
    return refuse('not-allowed-in-role', `Only a supervisor may shelve an event of class ${event.class}.`);
  }
  return undefined;
}

/** Longer, an alarm is not shelved but out of service. */
const LONGEST_SHELVING_MILLIS = 30 * 24 * 3600 * 1000;

function detailRefusal(action: Action): Refusal | undefined {
  const { kind, disposition, reason = '', untilMillis, atMillis, toPerson = '' } = action;
  if (kind === 'close' && disposition === undefined) {
    return refuse('disposition-missing', 'Closing needs a disposition: true, false, inappropriate or other.');
  }
  if (kind === 'note' && reason.trim() === '') {
    return refuse('detail-missing', 'A note needs a text, as its reason.');
  }
  if ((kind === 'shelve' || kind === 'reopen') && reason.trim() === '') {
    return refuse('detail-missing', `To ${kind} an event needs a reason.`);
  }
  if (kind === 'shelve' || kind === 'park') {
    if (untilMillis === undefined || !(untilMillis > atMillis) || untilMillis - atMillis > LONGEST_SHELVING_MILLIS) {
      const now = new Date(atMillis).toISOString();
      return refuse(
        'detail-missing',
        `To ${kind} an event needs an end in the future, at most 30 days from now, and now is ${now}.`,
      );
    }
  }
  if (kind === 'hand-over' && toPerson.trim() === '') {
    return refuse('detail-missing', 'Say to whom the event is handed over.');
  }
  return undefined;
}

function stateRefusal(event: Event, { kind, by }: Action): Refusal {
  if (event.state === 'closed') return refusalWhenClosed(event);
  if (kind === 'take') {
    if (isHolder(event, by)) return refuse('not-allowed-in-state', 'You have taken this event already.');
    return refuse('taken-by-other', `${event.takenBy?.name ?? 'Somebody'} has already taken this event.`);
  }
  const remedy = event.state === 'new' ? ' Take charge of it first.' : '';
  return refuse('not-allowed-in-state', `"${kind}" is not possible while the event is ${event.state}.${remedy}`);
}

function doerRefusal(event: Event, { kind, by }: Action): Refusal {
  if (event.state === 'new' && kind === 'close') {
    return refuse('not-allowed-in-state', '"close" is not possible while the event is new. Take charge of it first.');
  }
  const { takenBy } = event;
  if (takenBy !== undefined && takenBy.name !== by.name && by.kind === 'person') {
    return refuse('taken-by-other', `${takenBy.name} has taken this event.`);
  }
  const who = by.kind === 'telltale' ? 'Telltale' : (by.role ?? 'operator');
  return refuse('not-allowed-in-role', `"${kind}" is not for ${who} while the event is ${event.state}.`);
}

export function refusalWhenClosed(event: Event): Refusal {
  const by = event.closedBy === undefined ? '' : ` by ${event.closedBy.name}`;
  return refuse('not-allowed-in-state', `This event was closed${by}; a supervisor can reopen it.`);
}

export function refuse(reason: Refusal['reason'], message: string): Refusal {
  return { reason, message };
}
