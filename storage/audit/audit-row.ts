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

/** One row of `audit_row` before it has its sequence, in the order of its columns: what goes to the thread that writes. */
export type AuditCells = readonly [
  atMillis: number,
  kind: AuditEntry['kind'],
  eventId: string | null,
  signalId: string | null,
  version: number | null,
  state: string | null,
  messageId: string | null,
  notifier: string | null,
  outcome: string | null,
  payload: string,
];

export function encodeEntry(entry: AuditEntry): AuditCells {
  const { kind } = entry;
  const atMillis = Math.trunc(entry.atMillis);
  const payload = payloadOf(entry);
  switch (entry.kind) {
    case 'signal': {
      const { eventId, signal } = entry;
      return [atMillis, kind, keyText(eventId), keyText(signal.id), null, null, null, null, null, payload];
    }
    case 'event': {
      const { id, version, state } = entry.event;
      return [atMillis, kind, keyText(id), null, version, state, null, null, null, payload];
    }
    case 'action':
      return [atMillis, kind, keyText(entry.action.eventId), null, null, null, null, null, null, payload];
    case 'message': {
      const { eventId, messageId, notifier, outcome } = entry.message;
      const ids = [keyText(messageId), keyText(notifier)] as const;
      return [atMillis, kind, keyText(eventId), null, null, null, ...ids, outcome, payload];
    }
    case 'setting':
      return [atMillis, kind, null, null, null, null, null, null, null, payload];
  }
}

/** What a row is, for a message. */
export function nameOfRow([, kind, eventId, signalId, version]: AuditCells): string {
  if (kind === 'signal') return `signal "${signalId}"`;
  return kind === 'event' ? `version ${version} of event "${eventId}"` : `a ${kind}`;
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
