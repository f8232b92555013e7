import type { Signal } from '../../core/signal.ts';
import { withoutExplanation } from '../aberration-words.ts';

const MAX_TITLE_CHARACTERS = 160;
/** The sensor of a signal that is about its whole site. */
const WHOLE_SITE = '*';

/**
 * Signals with equal keys have one cause and belong to one event: those of one sensor and one class. The
 * class is part of it so that a fire alarm never hides in a technical event. Different parts, different keys.
 */
export function correlationKey(signal: Signal): string {
  return JSON.stringify([signal.site, signal.sensor, signal.class]);
}

/** What the queue shows of a new event: where, and what its first signal says. */
export function eventTitle(signal: Signal): string {
  const where = signal.sensor === WHOLE_SITE ? signal.site : signal.sensor;
  const message = signal.kind === 'aberration' ? withoutExplanation(signal.message) : signal.message;
  const title = `${where}: ${message === '' ? signal.type : message}`.replaceAll(/\s+/g, ' ').trim();
  return title.length <= MAX_TITLE_CHARACTERS ? title : `${title.slice(0, MAX_TITLE_CHARACTERS - 1)}…`;
}
