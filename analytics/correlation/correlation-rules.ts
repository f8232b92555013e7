import { z } from 'zod';
import { SIGNAL_CLASSES, SIGNAL_KINDS } from '../../core/signal.ts';

const name = z.string().min(1).max(200);
/** `*` stands for any text, `?` for one character: `door-*`. */
const pattern = z.string().min(1).max(200);

const matchSchema = z
  .strictObject({
    classes: z.array(z.enum(SIGNAL_CLASSES)).min(1).optional(),
    kinds: z.array(z.enum(SIGNAL_KINDS)).min(1).optional(),
    types: z.array(pattern).min(1).optional(),
    sites: z.array(pattern).min(1).optional(),
    sensors: z.array(pattern).min(1).optional(),
  })
  .refine((match) => Object.values(match).some((given) => given !== undefined), {
    message: 'must name at least one of classes, kinds, types, sites, sensors',
  });

/**
 * Where a signal must come from to have the cause of an open event. `family`: one explains the other, or the same
 * parent explains both. A sensor whose place is unknown is near itself only.
 */
const nearSchema = z.discriminatedUnion('within', [
  z.strictObject({ within: z.literal('sensor') }),
  z.strictObject({ within: z.literal('zone') }),
  z.strictObject({ within: z.literal('adjacent') }),
  z.strictObject({ within: z.literal('site') }),
  z.strictObject({ within: z.literal('family') }),
  z.strictObject({ within: z.literal('distance'), metres: z.number().positive().max(100_000) }),
]);

const ruleSchema = z.strictObject({
  name,
  match: matchSchema,
  /** Signals that match the rule join one event when they are near and not too far apart in time. */
  join: z.strictObject({
    near: nearSchema.default({ within: 'sensor' }),
    /** After the latest signal of the event. */
    withinMinutes: z
      .number()
      .positive()
      .max(24 * 60),
    /** Rules whose open events they join before their own, when near enough for those, and help to confirm. */
    supports: z.array(name).max(20).default([]),
  }),
  /** As in BS 8243: so many independent detectors within the window confirm the alarm; a lone one is unconfirmed. */
  confirm: z
    .strictObject({
      detectors: z.int().min(2).max(10).default(2),
      withinMinutes: z
        .number()
        .positive()
        .max(24 * 60)
        .default(30),
      weight: z.number().min(0).max(100).default(10),
    })
    .optional(),
  /** What the rule adds to the priority of its events. */
  weight: z.number().min(0).max(200).default(0),
});

const rulesSchema = z
  .array(ruleSchema)
  .max(200)
  .superRefine((rules, context) => {
    const names = new Set(rules.map((rule) => rule.name));
    for (const [index, { join }] of rules.entries()) {
      for (const [at, supported] of join.supports.entries()) {
        if (names.has(supported)) continue;
        const path = [index, 'join', 'supports', at];
        context.addIssue({ code: 'custom', path, message: 'must be the name of a rule of this file' });
      }
    }
  });

const placeSchema = z.strictObject({
  site: name,
  sensor: name,
  zone: name.optional(),
  /** On the site's floor plan. */
  xMetres: z.number().optional(),
  yMetres: z.number().optional(),
  /** Where there is no floor plan. */
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  adjacentTo: z.array(name).max(100).default([]),
  /** What it depends on to be heard: a switch, a broker, an uplink. */
  parent: name.optional(),
});

/** What no rule matches is judged by how unusual it is. */
const unusualSchema = z.strictObject({
  /** Opened on average for what is unusual: a minute opens an event if fewer of a day's minutes are as unusual. */
  eventsADay: z.number().positive().max(1440).default(45),
  /** Unusual signals of one site within so many seconds have one cause, and what is known by then is its priority. */
  togetherSeconds: z.number().positive().max(3600).default(60),
  /** A source that goes on so belongs to the same event, unless it is silent for so long, */
  quietMinutes: z.number().positive().max(1440).default(15),
  /** … or the event is so old: it is then judged anew. */
  longestMinutes: z
    .number()
    .positive()
    .max(24 * 60)
    .default(60),
  /** What has not been seen for so long counts half. */
  halfLifeDays: z.number().positive().max(3650).default(14),
});

/** What is usual is kept together, an event a site, and looked through once a shift. Signals name their sites in any case. */
const routineSchema = z.strictObject({
  shiftHours: z
    .number()
    .positive()
    .max(7 * 24)
    .default(8),
  /** So many sites have one of their own in a shift; further ones share one. */
  eventsAShift: z.int().min(0).max(10_000).default(20),
  /** Before the least unusual events: of what was filed without a look, the most may be missed. */
  weight: z.number().min(0).max(200).default(9),
});

const repeatsSchema = z.strictObject({
  /** A source chatters when it says the same so many times within a minute. */
  chatteringTimes: z.int().min(2).max(1000).default(3),
  /** A condition is fleeting when it ends within so many seconds. */
  fleetingSeconds: z.number().positive().max(600).default(10),
  /** A burst: so many times as much in a minute as ever before … */
  burstFactor: z.number().min(2).max(1000).default(8),
  /** … and at least so many signals. */
  burstSignals: z.int().min(2).max(100_000).default(20),
});

export const correlationSchema = z.strictObject({
  rules: rulesSchema.optional(),
  places: z.array(placeSchema).max(100_000).default([]),
  unusual: unusualSchema.prefault({}),
  routine: routineSchema.prefault({}),
  repeats: repeatsSchema.prefault({}),
});

export type CorrelationConfig = z.output<typeof correlationSchema>;
export type CorrelationRule = z.output<typeof ruleSchema>;
export type RuleMatch = z.output<typeof matchSchema>;
export type Near = z.output<typeof nearSchema>;
export type Place = z.output<typeof placeSchema>;
export type UnusualConfig = z.output<typeof unusualSchema>;
export type RepeatsConfig = z.output<typeof repeatsSchema>;
