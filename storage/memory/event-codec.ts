import { Failure } from '../../core/failure.ts';
import type { Event } from '../../core/event.ts';
import { canonicalJson } from '../records/canonical-json.ts';
import { eventSchema } from '../records/schemas.ts';

export function encodeEvent(event: Event): string {
  return canonicalJson(event);
}

/** @throws Failure when the text is not an event: somebody else wrote it, or another version of Telltale. */
export function decodeEvent(text: string): Event {
  try {
    return eventSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Failure(`working memory holds an event that cannot be read: ${JSON.stringify(text.slice(0, 100))}`, {
      reason: 'other',
      retryable: false,
      remedy: 'fill the working memory again from the audit trail: restart Telltale',
      cause,
    });
  }
}
