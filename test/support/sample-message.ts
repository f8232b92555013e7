import type { Message } from '../../core/ports/notifier.ts';
import { priorityOf } from '../../core/priority.ts';
import { sampleEvent } from './sample-records.ts';

/** An escalation message; a test names only the fields it is about. */
export function sampleMessage(fields: Partial<Message> = {}): Message {
  return {
    id: 'event-1:escalated:2:notifier',
    kind: 'escalated',
    event: sampleEvent({ version: 2, escalatedAtMillis: 1_700_000_030_250 }),
    priority: priorityOf([{ name: 'class', value: 87 }]),
    subject: '[P1] motion at door 4, 30 s unhandled, lab',
    text: 'motion at door 4\nOpened 2023-11-14 22:13:20 UTC',
    sentAtMillis: 1_700_000_030_300,
    ...fields,
  };
}
