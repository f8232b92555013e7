import { z } from 'zod';
import { ACTION_KINDS, DISPOSITIONS, ROLES, type Action, type Actor } from '../../core/action.ts';
import type { Aberration } from '../../core/aberration.ts';
import { EVENT_STATES, SUPPRESSION_KINDS, type Event, type Suppression } from '../../core/event.ts';
import { LIKELIHOOD_BANDS, type Likelihood } from '../../core/likelihood.ts';
import type { MessageOutcome, SettingChange } from '../../core/ports/audit-trail.ts';
import { ALL_REASON_CODES } from '../../core/reason-code.ts';
import { SIGNAL_CLASSES, SIGNAL_KINDS, type Signal } from '../../core/signal.ts';

/** The nouns of core as they are stored: what is read back from Redis or a file is checked against these. */

/** A number, or one of the three names under which `canonicalJson` writes what JSON has no number for. */
const anyNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

const aberrationSchema: z.ZodType<Aberration> = z.object({
  seriesKey: z.string(),
  observedAtMillis: anyNumber,
  observed: anyNumber,
  expected: anyNumber,
  lower: anyNumber,
  upper: anyNumber,
  score: anyNumber,
  direction: z.enum(['above', 'below']),
  level: z.enum(['normal', 'warning', 'alarm']),
  verdicts: z.array(
    z.object({
      detector: z.string(),
      reason: z.string().exactOptional(),
      expected: anyNumber,
      lower: anyNumber,
      upper: anyNumber,
      score: anyNumber,
    }),
  ),
});

export const signalSchema: z.ZodType<Signal> = z.object({
  id: z.string(),
  deviceId: z.string().exactOptional(),
  kind: z.enum(SIGNAL_KINDS),
  type: z.string(),
  class: z.enum(SIGNAL_CLASSES),
  phase: z.enum(['entered', 'left']),
  site: z.string(),
  sensor: z.string(),
  observedAtMillis: anyNumber,
  receivedAtMillis: anyNumber,
  message: z.string(),
  seriesKey: z.string().exactOptional(),
  aberration: aberrationSchema.exactOptional(),
});

const actorSchema: z.ZodType<Actor> = z.object({
  kind: z.enum(['person', 'telltale']),
  name: z.string(),
  role: z.enum(ROLES).exactOptional(),
});

const suppressionSchema: z.ZodType<Suppression> = z.object({
  kind: z.enum(SUPPRESSION_KINDS),
  by: actorSchema,
  reason: z.string(),
  sinceMillis: z.number(),
  untilMillis: z.number().exactOptional(),
});

const contributionsSchema = z.array(z.object({ name: z.string(), value: z.number() }));

const likelihoodSchema: z.ZodType<Likelihood> = z.object({
  probability: z.number(),
  band: z.enum(LIKELIHOOD_BANDS),
  model: z.string(),
  reasons: contributionsSchema,
  sentence: z.string(),
  early: z.object({ propensity: z.number(), isShown: z.boolean() }).exactOptional(),
});

/** An event without its signals. */
export const eventHeaderSchema = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  site: z.string(),
  sensor: z.string(),
  class: z.enum(SIGNAL_CLASSES),
  state: z.enum(EVENT_STATES),
  openedAtMillis: z.number(),
  changedAtMillis: z.number(),
  activeSignalKeys: z.array(z.string()),
  signalCount: z.int(),
  highestScore: anyNumber,
  correlationKeys: z.array(z.string()).exactOptional(),
  confirmation: z.enum(['unconfirmed', 'confirmed']).exactOptional(),
  unusual: contributionsSchema.exactOptional(),
  likelihood: likelihoodSchema.exactOptional(),
  suppression: suppressionSchema.exactOptional(),
  takenBy: actorSchema.exactOptional(),
  takenAtMillis: z.number().exactOptional(),
  parkedUntilMillis: z.number().exactOptional(),
  remindedAtMillis: z.number().exactOptional(),
  escalatedAtMillis: z.number().exactOptional(),
  closedAtMillis: z.number().exactOptional(),
  closedBy: actorSchema.exactOptional(),
  disposition: z.enum(DISPOSITIONS).exactOptional(),
  reasonCode: z.enum(ALL_REASON_CODES).exactOptional(),
  reason: z.string().exactOptional(),
  mergedIntoEventId: z.string().exactOptional(),
});

export const eventSchema: z.ZodType<Event> = eventHeaderSchema.extend({ signals: z.array(signalSchema) });

export const actionSchema: z.ZodType<Action> = z.object({
  id: z.string(),
  eventId: z.string(),
  kind: z.enum(ACTION_KINDS),
  by: actorSchema,
  atMillis: z.number(),
  disposition: z.enum(DISPOSITIONS).exactOptional(),
  reasonCode: z.enum(ALL_REASON_CODES).exactOptional(),
  reason: z.string().exactOptional(),
  untilMillis: z.number().exactOptional(),
  toPerson: z.string().exactOptional(),
  intoEventId: z.string().exactOptional(),
  undoneActionId: z.string().exactOptional(),
  idempotencyKey: z.string().exactOptional(),
});

export const messageOutcomeSchema: z.ZodType<MessageOutcome> = z.object({
  messageId: z.string(),
  eventId: z.string(),
  notifier: z.string(),
  kind: z.enum(['reminder', 'escalated', 'still-open', 'taken', 'closed', 'test']),
  outcome: z.enum(['queued', 'sent', 'failed']),
  detail: z.string().exactOptional(),
});

export const settingChangeSchema: z.ZodType<SettingChange> = z.object({
  path: z.string(),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
  by: actorSchema.exactOptional(),
});
