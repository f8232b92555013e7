import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DISPOSITIONS } from '../../core/action.ts';
import { matchesQuery } from '../../core/event-query.ts';
import type { EventQuery } from '../../core/ports/event-archive.ts';
import { problemSchema, searchSchema, type EventSummary, type SearchView } from './api-schemas.ts';
import { seesSiteOf, type SeesSite } from './asker.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { eventsToCsv } from './events-csv.ts';
import { toEventSummary } from './event-view.ts';
import { isoTimeOrNull, parseTime } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { parseInput } from './problem.ts';
import { compareInQueue } from './queue-order.ts';

type SearchDeps = Pick<ConsoleDeps, 'desk' | 'archive' | 'prioritise' | 'clock'>;

const MOST_LISTED = 1000;
const MOST_EXPORTED = 10_000;

export function registerSearchRoutes(app: FastifyInstance, deps: SearchDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/search',
    config: { operation: SEARCH },
    handler: async (request) =>
      await search(deps, parseInput(querySchema, request.query, 'query'), seesSiteOf(request)),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/search.csv',
    config: { operation: EXPORT },
    handler: async (request, reply) => {
      const query = parseInput(exportSchema, request.query, 'query');
      const { events } = await search(deps, { ...query, limit: MOST_EXPORTED }, seesSiteOf(request));
      return await reply
        .headers({ 'content-disposition': 'attachment; filename="telltale-events.csv"' })
        .type('text/csv; charset=utf-8')
        .send(eventsToCsv(events));
    },
  });
}

type Query = z.output<typeof querySchema>;

/** Open events first, in queue order; then the closed ones, the latest first. */
async function search(
  { desk, archive, prioritise, clock }: SearchDeps,
  asked: Query,
  sees: SeesSite,
): Promise<SearchView> {
  const { limit, before, state } = asked;
  const query = { ...eventQueryOf(asked), sees };
  const nowMillis = clock.nowMillis();
  const isFirstPage = before === undefined;
  const open: EventSummary[] =
    state === 'closed' || !isFirstPage
      ? []
      : desk
          .openEvents()
          .filter((event) => matchesQuery(event, query))
          .map((event) => toEventSummary(event, prioritise(event, nowMillis)))
          .sort(compareInQueue)
          .slice(0, limit);
  if (state === 'open') return { events: open, next: null, searchedTo: null };
  const page = await archive.search(query, Math.max(1, limit - open.length), before);
  const closed = page.events.map((event) =>
    toEventSummary(event, prioritise(event, event.closedAtMillis ?? nowMillis)),
  );
  return {
    events: [...open, ...closed],
    next: page.next === undefined ? null : String(page.next),
    searchedTo: isoTimeOrNull(page.searchedToMillis),
  };
}

function eventQueryOf({ text, site, sensor, disposition, person, from, to }: Query): EventQuery {
  return {
    ...(text === undefined ? {} : { text }),
    ...(site === undefined ? {} : { site }),
    ...(sensor === undefined ? {} : { sensor }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(person === undefined ? {} : { person }),
    ...(from === undefined ? {} : { fromMillis: from }),
    ...(to === undefined ? {} : { untilMillis: to }),
  };
}

const time = z.string().transform((text, context) => {
  const millis = parseTime(text);
  if (millis !== undefined) return millis;
  context.addIssue('write epoch milliseconds or ISO 8601 with a zone, as 2026-01-31T12:00:00Z');
  return z.NEVER;
});
const words = z.string().min(1).max(500);

const exportSchema = z.object({
  text: words.optional(),
  site: words.optional(),
  sensor: words.optional(),
  disposition: z.enum(DISPOSITIONS).optional(),
  person: words.optional(),
  from: time.optional(),
  to: time.optional(),
  state: z.enum(['any', 'open', 'closed']).default('any'),
  before: z.coerce.number().int().positive().optional(),
});
const querySchema = exportSchema.extend({ limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(100) });

const parameter = (name: string, description: string, schema: z.ZodType) =>
  ({ name, in: 'query', description, schema }) as const;
const PARAMETERS = [
  parameter('text', 'Words that all stand in title, site, sensor, class, reason or id.', z.string()),
  parameter('site', 'Exactly this site.', z.string()),
  parameter('sensor', 'Exactly this sensor.', z.string()),
  parameter('disposition', 'How it closed.', z.enum(DISPOSITIONS)),
  parameter('person', 'Who took or closed it.', z.string()),
  parameter('from', 'Opened at or after.', z.string()),
  parameter('to', 'Opened before.', z.string()),
  parameter('state', 'Open ones, closed ones, or any.', exportSchema.shape.state),
  parameter('before', '`next` of the page before.', z.string()),
];

const SEARCH: Operation = {
  access: 'operator',
  summary: 'Events that are and that were: open ones in queue order, then closed ones, the latest first.',
  description: 'A page may end before its limit after looking at very many events; `next` goes on where it ended.',
  parameters: [...PARAMETERS, parameter('limit', 'Most on one page, 100 if not given.', z.int().max(MOST_LISTED))],
  responses: {
    200: { description: 'One page.', schema: searchSchema },
    400: { description: 'Not understood.', mediaType: 'application/problem+json', schema: problemSchema },
  },
};

const EXPORT: Operation = {
  access: 'operator',
  summary: 'The same as CSV, at most 10,000; no cell is a formula to a spreadsheet.',
  parameters: PARAMETERS,
  responses: {
    200: { description: 'One line an event, with a header.', mediaType: 'text/csv', schema: z.string() },
    400: { description: 'Not understood.', mediaType: 'application/problem+json', schema: problemSchema },
  },
};
