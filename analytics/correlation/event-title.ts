import type { Signal } from '../../core/signal.ts';
import { withoutExplanation } from '../aberration-words.ts';

const MAX_TITLE_CHARACTERS = 160;
/** The sensor of a signal that is about its whole site. */
const WHOLE_SITE = '*';

/** What the queue shows of a new event: where, and what its first signal says. */
export function eventTitle(signal: Signal): string {
  const where = signal.sensor === WHOLE_SITE ? signal.site : signal.sensor;
  const message = signal.kind === 'aberration' ? withoutExplanation(signal.message) : signal.message;
  const title = `${where}: ${message === '' ? signal.type : message}`.replaceAll(/\s+/g, ' ').trim();
  return title.length <= MAX_TITLE_CHARACTERS ? title : `${title.slice(0, MAX_TITLE_CHARACTERS - 1)}…`;
}
