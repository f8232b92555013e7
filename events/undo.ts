import type { Action } from '../core/action.ts';
import type { Event } from '../core/event.ts';
import type { AuditRow } from '../core/ports/audit-trail.ts';
import { UNDOABLE } from './workflow.ts';

export interface UndoTarget {
  readonly action: Action;
  /** The event as it stood before that action. */
  readonly before: Event;
}

/** The latest action on an event that can be undone and has not been; `rows` are all of the event's, oldest first. */
export function undoTargetOf(rows: readonly AuditRow[]): UndoTarget | undefined {
  const done: UndoTarget[] = [];
  let event: Event | undefined;
  for (const row of rows) {
    if (row.kind === 'event') event = row.event;
    if (row.kind !== 'action') continue;
    const { action } = row;
    if (action.kind === 'undo')
      done.splice(
        done.findLastIndex((each) => each.action.id === action.undoneActionId),
        1,
      );
    else if (action.kind === 'merge' || action.kind === 'unmerge') done.length = 0;
    else if (event !== undefined && UNDOABLE.has(action.kind)) done.push({ action, before: event });
  }
  return done.at(-1);
}

/** The event with its workflow as it was before; what signals, notes and escalation brought since then stays. */
export function undone(event: Event, before: Event, atMillis: number): Event {
  const {
    takenBy: _takenBy,
    takenAtMillis: _takenAtMillis,
    suppression: _suppression,
    parkedUntilMillis: _parkedUntilMillis,
    closedAtMillis: _closedAtMillis,
    closedBy: _closedBy,
    disposition: _disposition,
    reasonCode: _reasonCode,
    reason: _reason,
    ...rest
  } = event;
  const { takenBy, takenAtMillis, suppression, parkedUntilMillis, closedAtMillis, closedBy } = before;
  const { disposition, reasonCode, reason } = before;
  return {
    ...rest,
    version: event.version + 1,
    changedAtMillis: atMillis,
    state: before.state,
    ...(takenBy === undefined ? {} : { takenBy }),
    ...(takenAtMillis === undefined ? {} : { takenAtMillis }),
    ...(suppression === undefined ? {} : { suppression }),
    ...(parkedUntilMillis === undefined ? {} : { parkedUntilMillis }),
    ...(closedAtMillis === undefined ? {} : { closedAtMillis }),
    ...(closedBy === undefined ? {} : { closedBy }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(reason === undefined ? {} : { reason }),
  };
}
