import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { LatestReading } from '../../core/ports/working-memory.ts';
import { siteOf } from '../../core/series.ts';
import type { RegisteredSeries } from '../../core/series-registry.ts';
import { problemSchema, seriesHistorySchema, seriesSchema, type SeriesView } from './api-schemas.ts';
import { seesSiteOf, type SeesSite } from './asker.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { isoTime, parseTime } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';
import { readSeriesHistory } from './series-history.ts';

const HOUR_MILLIS = 3_600_000;
const MAX_RANGE_MILLIS = 7 * 24 * HOUR_MILLIS;
const MAX_SERIES_LISTED = 10_000;
const MAX_LEAST_READINGS = 1000;

type SeriesDeps = Pick<ConsoleDeps, 'registry' | 'latest' | 'history' | 'expectedBand' | 'isLearning' | 'clock'>;

export function registerSeriesRoutes(app: FastifyInstance, deps: SeriesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/series',
    config: { operation: LIST },
    handler: async (request) => {
      const { after, limit } = parseInput(listQuerySchema, request.query, 'query');
      const page = firstOf(deps.registry.all(), { after, limit, sees: seesSiteOf(request) });
      const latest = await deps.latest(page.map(({ key }) => key));
      return page.map((registered, index) => toSeriesView(registered, latest[index], deps.isLearning(registered.id)));
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/history',
    config: { operation: HISTORY },
    handler: async (request) => {
      const query = parseInput(historyQuerySchema, request.query, 'query');
      const registered = deps.registry.find(query.series);
      if (registered === undefined || !seesSiteOf(request)(siteOf(registered.series))) {
        throw new HttpProblem(404, 'No series has this key.', {
          reason: 'unknown-series',
          remedy: 'Take a key from /api/v1/series and encode it for a URL.',
        });
      }
      const toMillis = query.to ?? deps.clock.nowMillis();
      const fromMillis = query.from ?? toMillis - HOUR_MILLIS;
      refuseBadRange(fromMillis, toMillis);
      return await readSeriesHistory(deps, registered, { fromMillis, toMillis, leastReadings: query.least });
    },
  });
}

/** Ids are places in the list. */
function firstOf(
  all: readonly RegisteredSeries[],
  { after, limit, sees }: { readonly after: number; readonly limit: number; readonly sees: SeesSite },
): readonly RegisteredSeries[] {
  const page: RegisteredSeries[] = [];
  for (let id = after + 1; id < all.length && page.length < limit; id += 1) {
    const registered = all[id];
    if (registered !== undefined && sees(siteOf(registered.series))) page.push(registered);
  }
  return page;
}

function refuseBadRange(fromMillis: number, toMillis: number): void {
  if (fromMillis >= toMillis) throw badFrom('must lie before to');
  if (toMillis - fromMillis > MAX_RANGE_MILLIS) throw badFrom('must lie at most 7 days before to');
}

function badFrom(remedy: string): HttpProblem {
  return new HttpProblem(400, `query.from: ${remedy}`, { problems: [{ path: 'query.from', remedy }] });
}

function toSeriesView(
  { id, key, series }: RegisteredSeries,
  latest: LatestReading | undefined,
  learning: boolean,
): SeriesView {
  return {
    id,
    key,
    metric: series.metric,
    labels: Object.fromEntries(series.labels),
    unit: series.unit ?? null,
    latest: latest === undefined ? null : { at: isoTime(latest.observedAtMillis), value: latest.value },
    learning,
  };
}

const timeSchema = z.string().transform((text, context) => {
  const millis = parseTime(text);
  if (millis !== undefined) return millis;
  context.addIssue('write epoch milliseconds or ISO 8601 with a zone, as 2026-01-31T12:00:00Z');
  return z.NEVER;
});

const listQuerySchema = z.object({
  after: z.coerce.number().int().min(-1).default(-1),
  limit: z.coerce.number().int().min(1).max(MAX_SERIES_LISTED).default(1000),
});

const historyQuerySchema = z.object({
  series: z.string().min(1),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  least: z.coerce.number().int().min(0).max(MAX_LEAST_READINGS).default(0),
});

const LIST: Operation = {
  access: 'operator',
  summary: 'Series in the order of their ids, with the latest reading of each.',
  parameters: [
    { name: 'after', in: 'query', description: 'Id of the last series of the page before.', schema: z.int() },
    {
      name: 'limit',
      in: 'query',
      description: 'Most to list, 1,000 if not given.',
      schema: z.int().max(MAX_SERIES_LISTED),
    },
  ],
  responses: { 200: { description: 'The series.', schema: z.array(seriesSchema) } },
};

const HISTORY: Operation = {
  access: 'operator',
  summary: 'Readings of one series with the band that was expected of each.',
  description: 'At most 2,000 points; of a longer range the lowest and the highest reading of each stretch are kept.',
  parameters: [
    { name: 'series', in: 'query', required: true, description: 'Canonical key.', schema: z.string() },
    { name: 'from', in: 'query', description: 'An hour before `to` if not given.', schema: z.string() },
    { name: 'to', in: 'query', description: 'Now if not given; not included.', schema: z.string() },
    {
      name: 'least',
      in: 'query',
      description: 'Where the range holds fewer readings, as many of the six hours before it as are missing.',
      schema: z.int().max(MAX_LEAST_READINGS),
    },
  ],
  responses: {
    200: { description: 'Columns of equal length.', schema: seriesHistorySchema },
    400: { description: 'Bad range.', mediaType: 'application/problem+json', schema: problemSchema },
    404: { description: 'No such series.', mediaType: 'application/problem+json', schema: problemSchema },
  },
};
