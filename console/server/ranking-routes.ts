import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import { LIKELIHOOD_BANDS } from '../../core/likelihood.ts';
import type { LearnedClosing, RankingCard, RankingDesk, RankingVersion } from '../../core/ports/ranking-desk.ts';
import { problemSchema } from './api-schemas.ts';
import { actorOf, seesSiteOf, type SeesSite } from './asker.ts';
import { isoTime, isoTimeOrNull } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';

export function registerRankingRoutes(app: FastifyInstance, ranking: RankingDesk): void {
  app.route({
    method: 'GET',
    url: '/api/v1/ranking',
    config: { operation: SHOW },
    handler: (request) => toView(ranking.card(), seesSiteOf(request)),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/ranking/champion',
    config: { operation: CHOOSE },
    handler: async (request) => {
      const { version } = parseInput(chosenSchema, request.body, 'body');
      try {
        await ranking.rollBack(version, actorOf(request).name);
      } catch (cause) {
        if (!(cause instanceof Failure) || cause.reason !== 'client') throw cause;
        throw new HttpProblem(404, cause.message, { reason: 'unknown-version', remedy: cause.remedy });
      }
      return toView(ranking.card(), seesSiteOf(request));
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/ranking/refits',
    config: { operation: REFIT },
    handler: async (request, reply) => {
      ranking.refit();
      return await reply.code(202).send(toView(ranking.card(), seesSiteOf(request)));
    },
  });
}

/** Of the closings those of the sites that whoever asks may see; measures are of the whole room. */
function toView(
  { versions, learnedLately, overrides, refit, ...rest }: RankingCard,
  sees: SeesSite,
): z.input<typeof rankingSchema> {
  const closingsOf = (all: readonly LearnedClosing[]) => all.filter(({ site }) => sees(site)).map(toClosingView);
  return {
    ...rest,
    versions: versions.map(toVersionView),
    learnedLately: closingsOf(learnedLately),
    overrides: { ...overrides, latest: closingsOf(overrides.latest) },
    refit: {
      state: refit.state,
      lastAt: isoTimeOrNull(refit.lastAtMillis),
      lastOutcome: refit.lastOutcome ?? null,
      lastSeconds: refit.lastSeconds ?? null,
    },
  };
}

function toVersionView({ id, role, fitted }: RankingVersion): z.input<typeof versionSchema> {
  if (fitted === undefined) return { id, role, fitted: null };
  const { madeAtMillis, fromMillis, untilMillis, ...rest } = fitted;
  const times = { madeAt: isoTime(madeAtMillis), from: isoTime(fromMillis), until: isoTime(untilMillis) };
  return { id, role, fitted: { ...times, ...rest } };
}

function toClosingView({ eventId, atMillis, said, ...rest }: LearnedClosing): z.input<typeof closingSchema> {
  return { event: eventId, at: isoTime(atMillis), ...rest, said: said ?? null };
}

const interval = z.array(z.number()).readonly().describe('The middle 90 % of what resampling gives.');
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const measuresSchema = z.object({
  events: z.number().int(),
  trues: z.number().int(),
  averagePrecision: z.number(),
  averagePrecisionInterval: interval,
  areaUnderCurve: z.number(),
  brier: z.number(),
  brierSkill: z.number(),
  brierSkillInterval: interval,
  logLoss: z.number().describe('Nats an event.'),
  calibrationError: z.number(),
  reliability: list(z.object({ events: z.number().int(), predicted: z.number(), happened: z.number() })).describe(
    'Ten bins of equal width: predicted and true shares, for a plot.',
  ),
});

const versionSchema = z.object({
  id: z.string(),
  role: z.enum(['champion', 'challenger', 'kept']),
  fitted: z
    .object({
      madeAt: z.iso.datetime(),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
      openings: z.number().int(),
      closings: z.number().int(),
      trues: z.number().int(),
      leftOut: list(z.string()).describe('Families of features without which held-out events were predicted better.'),
      boostingShare: z.number(),
      treeDepth: z.number(),
      information: list(z.object({ name: z.string(), bits: z.number() })).describe(
        'What each feature alone tells of the disposition, the most telling first.',
      ),
      backtest: z
        .object({ fitted: measuresSchema, rules: measuresSchema })
        .nullable()
        .describe('On the last fifth of its closings, by a model of the first four fifths; the rules beside it.'),
    })
    .nullable()
    .describe('What it was fitted on and how well; null of the rules, and of versions that are only kept.'),
});

const closingSchema = z.object({
  event: z.string(),
  title: z.string(),
  site: z.string(),
  sensor: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  disposition: z.enum(['true', 'false']),
  said: z
    .object({ probability: z.number(), band: z.enum(LIKELIHOOD_BANDS), model: z.string() })
    .nullable()
    .describe('What had been said before it was closed.'),
});

const rankingSchema = z.object({
  versions: list(versionSchema).describe('What ranks, what is tried in its shadow, and what one can go back to.'),
  recorded: measuresSchema
    .nullable()
    .describe(
      'What was said of the latest events (at most 5,000) closed as true or false, held against their closings.',
    ),
  shadow: z
    .object({ events: z.number().int(), championLogLoss: z.number(), challengerLogLoss: z.number() })
    .nullable()
    .describe('Both on the same events, which neither had learned from; nats an event.'),
  drift: z
    .object({ isNoticed: z.boolean(), excessNats: z.number(), noticedAtNats: z.number() })
    .describe('How far closings surprise beyond what was said.'),
  learnedLately: list(closingSchema).describe('The oldest first.'),
  overrides: z
    .object({ count: z.number().int(), ofClosings: z.number().int(), latest: list(closingSchema) })
    .describe('Closed as true although called remote, or as false although called likely.'),
  shownEarly: z
    .object({ propensity: z.number(), closed: z.number().int(), trues: z.number().int() })
    .describe('Unlikely events that chance showed early, and what came of them.'),
  refit: z.object({
    state: z.enum(['idle', 'running']),
    lastAt: z.iso.datetime().nullable(),
    lastOutcome: z.enum(['fitted', 'too-few-closings', 'failed']).nullable(),
    lastSeconds: z.number().nullable(),
  }),
});

export type RankingView = z.infer<typeof rankingSchema>;

const chosenSchema = z.strictObject({ version: z.string().min(1).max(100).describe('Of a kept version, or `rules`.') });
const card = { description: 'The model card.', schema: rankingSchema } as const;
const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const SHOW: Operation = {
  access: 'operator',
  summary: 'How events are ranked by how likely they are true, how well, and what was learned lately.',
  responses: { 200: card },
};

const CHOOSE: Operation = {
  access: 'administrator',
  summary: 'Let another kept version rank, or the rules; a challenger is dropped.',
  body: { description: 'Which one.', schema: chosenSchema },
  responses: { 200: card, 400: problem('Not understood.'), 404: problem('There is no such version.') },
};

const REFIT: Operation = {
  access: 'administrator',
  summary: 'Begin to fit a new model beside the desk, unless one is being fitted.',
  responses: { 202: card },
};
