import { z } from 'zod';
import { ACTION_KINDS } from '../../../core/action.ts';
import { SUPPRESSION_KINDS } from '../../../core/event.ts';
import { HAND_OVER_STATES } from '../../../core/ports/hand-overs.ts';
import { SERVICE_KINDS } from '../../../core/ports/service-standing.ts';
import { eventSummarySchema, siteTestSchema } from '../api-schemas.ts';
import { AGE_BAND_SECONDS } from './age-bands.ts';

/** What supervisors are shown, for the server, the page and /openapi.json. Times are ISO 8601 in UTC. */
const isoTime = z.iso.datetime();
const count = z.number().int();

export const workItemSchema = eventSummarySchema.pick({
  id: true,
  title: true,
  site: true,
  sensor: true,
  class: true,
  state: true,
  priority: true,
  band: true,
  openedAt: true,
  takenBy: true,
  takenAt: true,
  parkedUntil: true,
  escalatedAt: true,
  demo: true,
});

const workSchema = z.object({
  total: count,
  ages: z.array(count).describe(`Events younger than ${AGE_BAND_SECONDS.join(', ')} seconds, and older ones.`),
  oldestAt: isoTime.nullable(),
  escalated: count,
  items: z.array(workItemSchema).describe('The first in queue order.'),
  leftOut: count,
});

const standingSchema = z.object({
  kind: z.enum(['person', 'shift']),
  who: z.string().describe('Name of the person, or when the shift begins.'),
  takes: count.describe('Takes it rests on: the latest, since Telltale started.'),
  degraded: z.boolean(),
  targets: z.array(
    z.object({
      of: z.enum(SERVICE_KINDS).describe('Taking an event, working on what was taken, closing it.'),
      share: z.number(),
      withinSeconds: z.number(),
      reached: z.number().nullable().describe('Null where there was none yet.'),
    }),
  ),
});

export const boardSchema = z.object({
  now: isoTime,
  waiting: workSchema.describe('What nobody has; without what is out of the foreground.'),
  people: z.array(
    workSchema.extend({
      person: z.string(),
      signedOnSince: isoTime.nullable(),
      parked: count.describe('Of these, put aside until a time.'),
    }),
  ),
  service: z.array(standingSchema),
  escalations: z.object({
    items: z.array(
      workItemSchema.extend({
        answered: z.boolean().describe('Somebody has taken it.'),
        messages: z
          .array(
            z.object({
              notifier: z.string(),
              outcome: z.enum(['queued', 'sent', 'failed']),
              at: isoTime,
              detail: z.string().nullable(),
            }),
          )
          .describe('The latest of each notifier.'),
      }),
    ),
    leftOut: count,
  }),
  floods: z.array(
    z.object({
      site: z.string(),
      since: isoTime,
      openedInTenMinutes: count,
      keptBack: count.describe('Open events of the site that are out of the foreground while it lasts.'),
    }),
  ),
  suppressed: z.object({
    items: z.array(
      workItemSchema.extend({
        kind: z.enum(SUPPRESSION_KINDS),
        by: z.string(),
        reason: z.string(),
        since: isoTime,
        until: isoTime.nullable(),
      }),
    ),
    leftOut: count,
  }),
  onTest: z.array(siteTestSchema.extend({ reported: count.describe('Open events of the test.') })),
});

export const handOverSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  note: z.string(),
  state: z.enum(HAND_OVER_STATES),
  offeredBy: z.string(),
  offeredAt: isoTime,
  events: count.describe('Events it was about when it was offered.'),
  answeredBy: z.string().nullable(),
  answeredAt: isoTime.nullable(),
  answer: z.string().nullable(),
});

export const handOverOfferSchema = z.strictObject({
  from: z.string().trim().min(1).max(200).optional().describe('Whose shift it is; who asks where absent.'),
  to: z.string().trim().min(1).max(200),
  note: z.string().max(2000).default('').describe('What whoever comes should know.'),
});

export const handOverAnswerSchema = z.strictObject({
  state: z.enum(['accepted', 'declined', 'withdrawn']),
  answer: z.string().max(2000).default(''),
});

export const replaySchema = z.object({
  at: isoTime,
  previousAt: isoTime.nullable().describe('When something was last done or changed before.'),
  nextAt: isoTime.nullable().describe('When next after.'),
  events: z.array(eventSummarySchema).describe('The queue of then, in its order.'),
  leftOut: count,
  signedOn: z.array(z.object({ person: z.string(), since: isoTime })),
  people: z.array(z.string()).describe('Whoever was signed on, held an event or had just done something.'),
  onTest: z.array(siteTestSchema),
  done: z
    .array(
      z.object({
        at: isoTime,
        event: z.string(),
        title: z.string(),
        kind: z.enum(ACTION_KINDS),
        by: z.string(),
        reason: z.string().nullable(),
      }),
    )
    .describe('What had just been done, latest first.'),
});

export type WorkItem = z.infer<typeof workItemSchema>;
export type WorkView = z.infer<typeof workSchema>;
export type BoardView = z.infer<typeof boardSchema>;
export type HandOverView = z.infer<typeof handOverSchema>;
export type ReplayView = z.infer<typeof replaySchema>;
