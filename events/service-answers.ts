import type { DeskChange } from '../core/ports/desk.ts';
import type { ServiceKind } from '../core/ports/service-standing.ts';
import type { SignalClass } from '../core/signal.ts';

/** Something that people were to do in time, and how long it took. */
export interface ServiceAnswer {
  readonly of: ServiceKind;
  readonly seconds: number;
  readonly signalClass: SignalClass;
  readonly atMillis: number;
  /** Absent where nobody did it in time. */
  readonly by: string | undefined;
}

/** What a change of the desk answers. Pure. */
export function answersIn(change: DeskChange): readonly ServiceAnswer[] {
  return [taken(change), workedOn(change), closed(change)].flatMap((answer) => answer ?? []);
}

function taken({ event, action }: DeskChange): ServiceAnswer | undefined {
  if (action?.kind === 'take') return answer('take', event.openedAtMillis, { event, action });
  if (action?.kind !== 'escalate' || event.state !== 'new') return undefined;
  return { ...answer('take', event.openedAtMillis, { event, action }), by: undefined };
}

/** From the taking that holds to the first thing that whoever has it does about the event. */
function workedOn({ event, previous, action }: DeskChange): ServiceAnswer | undefined {
  if (action?.by.kind !== 'person' || previous?.state !== 'taken' || previous.takenAtMillis === undefined)
    return undefined;
  if (action.kind !== 'start' && action.kind !== 'park' && action.kind !== 'close') return undefined;
  return answer('response', previous.takenAtMillis, { event, action });
}

function closed({ event, previous, action }: DeskChange): ServiceAnswer | undefined {
  if (action?.kind !== 'close' || action.by.kind !== 'person' || previous?.state === 'closed') return undefined;
  return answer('close', event.openedAtMillis, { event, action });
}

function answer(
  of: ServiceKind,
  sinceMillis: number,
  { event, action }: Required<Pick<DeskChange, 'event' | 'action'>>,
): ServiceAnswer {
  const { atMillis, by } = action;
  return { of, seconds: Math.max(0, atMillis - sinceMillis) / 1000, signalClass: event.class, atMillis, by: by.name };
}
