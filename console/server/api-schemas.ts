import { z } from 'zod';
import { ACTION_KINDS, DISPOSITIONS, type ActionKind } from '../../core/action.ts';
import { ALARM_STATES } from '../../core/alarm-state.ts';
import { EVENT_STATES, SUPPRESSION_KINDS } from '../../core/event.ts';
import { LIKELIHOOD_BANDS } from '../../core/likelihood.ts';
import { PRIORITY_BANDS } from '../../core/priority.ts';
import { ALL_REASON_CODES, REASON_CODES } from '../../core/reason-code.ts';
import { SIGNAL_CLASSES, SIGNAL_KINDS } from '../../core/signal.ts';

/**
 * What goes over the wire, once for the server, the page and /openapi.json. Times are ISO 8601 in UTC, except
 * in columns, where they are epoch milliseconds. What is not known is `null`.
 */
export const isoTime = z.iso.datetime();

const contributionSchema = z.object({ name: z.string(), value: z.number() });

const verdictSchema = z.object({
  detector: z.string(),
  reason: z.string().optional().describe('What the opinion is about.'),
  expected: z.number(),
  lower: z.number(),
  upper: z.number(),
  score: z.number(),
});

const aberrationSchema = verdictSchema.omit({ detector: true, reason: true }).extend({
  observed: z.number(),
  direction: z.enum(['above', 'below']),
  level: z.enum(['normal', 'warning', 'alarm']),
  verdicts: z.array(verdictSchema),
});

export const signalSchema = z.object({
  id: z.string().describe("The device's own id if it gave one, else Telltale's."),
  type: z.string(),
  class: z.enum(SIGNAL_CLASSES),
  kind: z.enum(SIGNAL_KINDS),
  phase: z.enum(['entered', 'left']),
  site: z.string(),
  sensor: z.string(),
  message: z.string(),
  observedAt: isoTime,
  receivedAt: isoTime,
  series: z.string().nullable().describe('Canonical key of the series it is about.'),
  aberration: aberrationSchema.nullable(),
});

export const eventSummarySchema = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  site: z.string(),
  sensor: z.string(),
  class: z.enum(SIGNAL_CLASSES),
  state: z.enum(EVENT_STATES),
  priority: z.number().describe('Exactly the sum of the contributions, in their order.'),
  band: z.enum(PRIORITY_BANDS).describe('How urgent, P1 the gravest; the demonstration is judged as if it were real.'),
  contributions: z.array(contributionSchema),
  openedAt: isoTime,
  changedAt: isoTime,
  alarmState: z.enum(ALARM_STATES).describe('As ANSI/ISA-18.2 names it.'),
  confirmation: z
    .enum(['unconfirmed', 'confirmed'])
    .nullable()
    .describe('Whether two independent detectors have reported it; null where no rule asks.'),
  likelihood: z
    .object({
      probability: z.number().describe('That it will be closed as true.'),
      band: z.enum(LIKELIHOOD_BANDS),
      model: z.string().describe('Version of the model that said so.'),
      contributions: z.array(contributionSchema).describe('By reason; exactly the log-odds of the probability.'),
      sentence: z.string().describe('Why, in one plain sentence.'),
      early: z
        .object({ propensity: z.number(), shown: z.boolean() })
        .nullable()
        .describe('Of the low bands: whether chance shows it early, and how likely that was.'),
    })
    .nullable()
    .describe('How likely it is true, by what was known when it opened and what has joined it since.'),
  suppression: z
    .object({
      kind: z.enum(SUPPRESSION_KINDS),
      by: z.string(),
      reason: z.string(),
      until: isoTime.nullable(),
    })
    .nullable()
    .describe('Why it is out of the foreground, if it is; it is listed after everything else.'),
  parkedUntil: isoTime.nullable(),
  mergedInto: z.string().nullable().describe('Id of the event that goes on for it.'),
  takenBy: z.string().nullable(),
  takenAt: isoTime.nullable(),
  escalatedAt: isoTime.nullable(),
  closedAt: isoTime.nullable(),
  closedBy: z.string().nullable(),
  disposition: z.enum(DISPOSITIONS).nullable(),
  reasonCode: z.enum(ALL_REASON_CODES).nullable().describe('Why it closed so, in a word that is counted.'),
  reason: z.string().nullable(),
  demo: z.boolean(),
  reading: z
    .object({ observed: z.number(), lower: z.number(), upper: z.number() })
    .nullable()
    .describe('The latest reading that was out of the ordinary, with the band that was expected.'),
  signalCount: z.number().int(),
  active: z.boolean().describe('False once every condition it is about is over.'),
});

export const eventSchema = eventSummarySchema.extend({
  signals: z.array(signalSchema).describe('The latest, oldest first.'),
});

export const historyEntrySchema = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('action'),
    at: isoTime,
    kind: z.enum(ACTION_KINDS),
    by: z.string(),
    disposition: z.enum(DISPOSITIONS).nullable(),
    reasonCode: z.enum(ALL_REASON_CODES).nullable(),
    reason: z.string().nullable(),
    until: isoTime.nullable(),
    toPerson: z.string().nullable(),
    intoEvent: z.string().nullable(),
  }),
  z.object({
    what: z.literal('message'),
    at: isoTime,
    kind: z.string(),
    notifier: z.string(),
    outcome: z.enum(['queued', 'sent', 'failed']),
    detail: z.string().nullable(),
  }),
]);

export const signalPageSchema = eventSchema.pick({ signals: true }).extend({
  earlierBefore: z
    .number()
    .int()
    .nullable()
    .describe('`before` of the page with the signals before these; null where these are the first.'),
});

export const eventDetailSchema = eventSchema.extend({
  ...signalPageSchema.shape,
  history: z.array(historyEntrySchema),
});

/** As people and programs write it; with the offset of their zone too. */
const givenTime = z.iso.datetime({ offset: true });

/** Which kinds of action a detail belongs to: in the row of another it would say what nobody meant. */
const KINDS_WITH = {
  disposition: ['close'],
  reasonCode: ['close'],
  until: ['park', 'shelve'],
  toPerson: ['hand-over'],
  intoEventId: ['merge'],
} as const satisfies Record<string, readonly ActionKind[]>;

export const actionBodySchema = z
  .strictObject({
    kind: z.enum(ACTION_KINDS),
    disposition: z.enum(DISPOSITIONS).optional().describe('`close`: how it ended.'),
    reasonCode: z.enum(ALL_REASON_CODES).optional().describe('`close`: why so; one that goes with the disposition.'),
    reason: z.string().max(2000).optional().describe('Why; of a `note` its text.'),
    until: givenTime.optional().describe('`park` and `shelve`: when it comes back by itself.'),
    toPerson: z.string().trim().min(1).max(200).optional().describe('`hand-over`: who has it from now on.'),
    intoEventId: z.string().min(1).max(200).optional().describe('`merge`: the event it becomes part of.'),
  })
  .superRefine((body, context) => {
    const { disposition, reasonCode } = body;
    const codes: readonly string[] = disposition === undefined ? [] : REASON_CODES[disposition];
    if (disposition !== undefined && reasonCode !== undefined && !codes.includes(reasonCode)) {
      const message = `of ${disposition} is one of ${codes.join(', ')}`;
      context.addIssue({ code: 'custom', path: ['reasonCode'], message });
    }
    for (const [detail, kinds] of Object.entries(KINDS_WITH)) {
      if (!Object.hasOwn(body, detail) || kinds.some((kind) => kind === body.kind)) continue;
      context.addIssue({
        code: 'custom',
        path: [detail],
        message: `belongs to ${kinds.join(' and ')} only; leave it out`,
      });
    }
  });

export const siteTestSchema = z.object({
  site: z.string(),
  by: z.string(),
  reason: z.string(),
  since: isoTime,
  until: isoTime,
});

export const siteTestBodySchema = z.strictObject({
  reason: z.string().min(1).max(2000),
  until: givenTime.describe('At most seven days from now.'),
});

export const seriesSchema = z.object({
  id: z.number().int(),
  key: z.string(),
  metric: z.string(),
  labels: z.record(z.string(), z.string()),
  unit: z.string().nullable(),
  latest: z.object({ at: isoTime, value: z.number() }).nullable(),
  learning: z.boolean().describe('Too little past is known of it to say what is normal.'),
});

const column = z.array(z.number().nullable());

export const seriesHistorySchema = z.object({
  series: z.string(),
  unit: z.string().nullable(),
  times: z.array(z.number()).describe('UTC epoch milliseconds.'),
  values: column,
  expected: column,
  lower: column,
  upper: column,
});

export const siteNamesSchema = z.object({
  site: z.string(),
  title: z.string().nullable().describe('How people call it.'),
  timeZone: z.string().nullable().describe('IANA name.'),
  sensorNames: z.record(z.string(), z.string()).describe('How people call its sensors, by the names they send.'),
});

export const siteSchema = z.object({
  site: z.string(),
  timeZone: z.string().nullable().describe('IANA name.'),
  procedure: z.array(z.string()).describe('What is to be done about an event here, in this order.'),
  planUrl: z.string().nullable(),
  sensors: z.array(
    z.object({
      sensor: z.string(),
      x: z.number().nullable().describe('Place on the plan, as a share of its width; `y` of its height.'),
      y: z.number().nullable(),
      stillUrl: z.string().nullable(),
      streamUrl: z.string().nullable(),
    }),
  ),
});

export const searchSchema = z.object({
  events: z.array(eventSummarySchema),
  next: z.string().nullable().describe('`before` of the next page; null when there is nothing older.'),
  searchedTo: isoTime.nullable().describe('How far back this page has looked.'),
});

const componentState = z.enum(['starting', 'up', 'down', 'off']);

export const statusSchema = z.object({
  version: z.string(),
  now: isoTime,
  startedAt: isoTime,
  sources: z.array(
    z.object({
      kind: z.string(),
      state: componentState,
      detail: z.string(),
      remedy: z.string().nullable(),
      readings: z.number(),
      signals: z.number(),
      rejected: z.record(z.string(), z.number()),
      lastSeenAt: isoTime.nullable(),
    }),
  ),
  notifiers: z.array(
    z.object({
      kind: z.string(),
      state: componentState,
      detail: z.string(),
      sent: z.number(),
      failed: z.number(),
    }),
  ),
  lateStages: z
    .array(z.object({ name: z.string(), lagMillis: z.number() }))
    .describe('Stages that readings and signals reach more than two seconds late.'),
  seriesCount: z.number(),
  workingMemory: z.enum(['embedded', 'redis']),
  demo: z.boolean(),
  problems: z.array(z.string()).describe('What is wrong inside: what is shown may not be all there is.'),
  zone: z.string().describe('IANA name of the zone Telltale runs in.'),
});

export const intakeResultSchema = z.object({
  accepted: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(z.object({ row: z.number().int(), reason: z.string(), detail: z.string() })),
});

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  remedy: z.string().optional(),
  problems: z.array(z.object({ path: z.string(), remedy: z.string() })).optional(),
});

export type SignalView = z.infer<typeof signalSchema>;
export type AberrationView = z.infer<typeof aberrationSchema>;
export type ContributionView = z.infer<typeof contributionSchema>;
export type EventSummary = z.infer<typeof eventSummarySchema>;
export type EventView = z.infer<typeof eventSchema>;
export type EventDetail = z.infer<typeof eventDetailSchema>;
export type SignalPageView = z.infer<typeof signalPageSchema>;
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
export type ActionBody = z.infer<typeof actionBodySchema>;
export type SeriesView = z.infer<typeof seriesSchema>;
export type SeriesHistory = z.infer<typeof seriesHistorySchema>;
export type SiteNamesView = z.infer<typeof siteNamesSchema>;
export type SiteView = z.infer<typeof siteSchema>;
export type SearchView = z.infer<typeof searchSchema>;
export type StatusView = z.infer<typeof statusSchema>;
export type SiteTestView = z.infer<typeof siteTestSchema>;
export type ProblemView = z.infer<typeof problemSchema>;
