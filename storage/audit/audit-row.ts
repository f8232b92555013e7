import { z } from 'zod';
import type { AuditEntry } from '../../core/ports/audit-trail.ts';
import { canonicalJson, keyText } from '../records/canonical-json.ts';
import {
  actionSchema,
  eventHeaderSchema,
  messageOutcomeSchema,
  settingChangeSchema,
  signalSchema,
} from '../records/schemas.ts';

/** One row of `audit_row` before it has its sequence. */
export interface AuditColumns {
  readonly atMillis: number;
  readonly kind: AuditEntry['kind'];
  readonly eventId: string | null;
  readonly signalId: string | null;
  readonly version: number | null;
  readonly state: string | null;
  readonly messageId: string | null;
  readonly notifier: string | null;
  readonly outcome: string | null;
  readonly payload: string;
}

export function encodeEntry(entry: AuditEntry): AuditColumns {
  const columns = {
    atMillis: Math.trunc(entry.atMillis),
    kind: entry.kind,
    eventId: null,
    signalId: null,
    version: null,
    state: null,
    messageId: null,
    notifier: null,
    outcome: null,
    payload: payloadOf(entry),
  };
  switch (entry.kind) {
    case 'signal':
      return { ...columns, eventId: keyText(entry.eventId), signalId: keyText(entry.signal.id) };
    case 'event':
      return { ...columns, eventId: keyText(entry.event.id), version: entry.event.version, state: entry.event.state };
    case 'action':
      return { ...columns, eventId: keyText(entry.action.eventId) };
    case 'message':
      return {
        ...columns,
        eventId: keyText(entry.message.eventId),
        messageId: keyText(entry.message.messageId),
        notifier: keyText(entry.message.notifier),
        outcome: entry.message.outcome,
      };
    case 'setting':
      return columns;
  }
}

/** What the evidence is: the entry, but of an event without its signals, which are rows of their own. */
function payloadOf(entry: AuditEntry): string {
  return canonicalJson(entry.kind === 'event' ? { ...entry, event: { ...entry.event, signals: undefined } } : entry);
}

const entrySchema: z.ZodType<AuditEntry> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signal'), atMillis: z.number(), eventId: z.string(), signal: signalSchema }),
  z.object({
    kind: z.literal('event'),
    atMillis: z.number(),
    event: eventHeaderSchema.transform((header) => ({ ...header, signals: [] })),
  }),
  z.object({ kind: z.literal('action'), atMillis: z.number(), action: actionSchema }),
  z.object({ kind: z.literal('message'), atMillis: z.number(), message: messageOutcomeSchema }),
  z.object({ kind: z.literal('setting'), atMillis: z.number(), setting: settingChangeSchema }),
]);

/** The entry of a payload; of an event with no signals. */
export function decodeEntry(payload: string): AuditEntry {
  return entrySchema.parse(JSON.parse(payload));
}

/** The entry of a payload whose kind is known by its column. */
export function decodeKind<Kind extends AuditEntry['kind']>(
  kind: Kind,
  payload: string,
): Extract<AuditEntry, { kind: Kind }> {
  const entry = decodeEntry(payload);
  if (isOfKind(kind, entry)) return entry;
  throw new TypeError(`a row of kind ${kind} holds a ${entry.kind}`);
}

function isOfKind<Kind extends AuditEntry['kind']>(
  kind: Kind,
  entry: AuditEntry,
): entry is Extract<AuditEntry, { kind: Kind }> {
  return entry.kind === kind;
}
