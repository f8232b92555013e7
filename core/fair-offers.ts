import type { Event } from './event.ts';

/**
 * Whom each waiting event is offered to: in queue order, to whoever has the least to do, and among equals to whoever
 * comes first by name. An offer is advice: anybody may take any event. Empty while nobody is signed on.
 * @param queue open events in queue order
 */
export function fairOffers(queue: readonly Event[], people: readonly string[]): ReadonlyMap<string, string> {
  const load = new Map([...people].sort().map((person) => [person, 0]));
  for (const { state, takenBy } of queue) {
    const held = takenBy === undefined || state === 'parked' ? undefined : load.get(takenBy.name);
    if (takenBy !== undefined && held !== undefined) load.set(takenBy.name, held + 1);
  }
  const offers = new Map<string, string>();
  if (load.size === 0) return offers;
  for (const { id, state, suppression } of queue) {
    if (state !== 'new' || suppression !== undefined) continue;
    const [person, held] = [...load].reduce((least, each) => (each[1] < least[1] ? each : least));
    offers.set(id, person);
    load.set(person, held + 1);
  }
  return offers;
}
