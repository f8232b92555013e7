import type { Event } from '../core/event.ts';
import type { DeskChange } from '../core/ports/desk.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { Signal } from '../core/signal.ts';

const MAX_TEXT_LENGTH = 200;

/**
 * One line for each committed change of an event, always with its id: the one id by which a reading that was out of the ordinary can
 * be followed through the signal, what was done about it and every message.
 */
export class EventLog {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  readonly follow = (changes: readonly DeskChange[]): void => {
    for (const change of changes) this.#write(change);
  };

  #write({ event, previous, action }: DeskChange): void {
    const eventId = event.id;
    if (action === undefined) {
      const fields = { eventId, ...signalFields(event.signals.at(-1)) };
      if (previous === undefined) this.#logger.info({ ...fields, ...eventFields(event) }, 'event opened');
      else this.#logger.debug({ ...fields, signals: event.signalCount }, 'signal joined an event');
      return;
    }
    const { kind, by, disposition, toPerson, intoEventId } = action;
    const fields = { eventId, action: kind, by: shortened(by.name), state: event.state };
    const more = { disposition, toPerson: toPerson && shortened(toPerson), intoEventId };
    if (kind === 'escalate') this.#logger.warn({ ...fields, ...more }, 'event changed');
    else this.#logger.info({ ...fields, ...more }, 'event changed');
  }
}

function eventFields({ class: eventClass, site, sensor, suppression }: Event): object {
  return { class: eventClass, site: shortened(site), sensor: shortened(sensor), suppressed: suppression?.kind };
}

/** Series and device time name the reading that it is about. */
function signalFields(signal: Signal | undefined): object {
  if (signal === undefined) return {};
  const { id, kind, type, phase, seriesKey, observedAtMillis } = signal;
  const observedAt = new Date(observedAtMillis).toISOString();
  return { signalId: shortened(id), kind, type: shortened(type), phase, series: seriesKey, observedAt };
}

function shortened(text: string): string {
  return text.slice(0, MAX_TEXT_LENGTH);
}
