import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RoomThen } from '../../../core/ports/replay.ts';
import { eventDetailSchema, problemSchema } from '../api-schemas.ts';
import { seesSiteOf } from '../asker.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { eventDetailOf } from '../event-detail.ts';
import { toEventSummary, type Prioritise } from '../event-view.ts';
import { isoTime, isoTimeOrNull, parseTime } from '../iso-time.ts';
import type { Operation } from '../operation.ts';
import { HttpProblem, parseInput } from '../problem.ts';
import { compareInQueue } from '../queue-order.ts';
import { replaySchema, type ReplayView } from './supervisor-schemas.ts';

type ReplayDeps = Pick<ConsoleDeps, 'replay' | 'prioritise' | 'clock'>;
type SeesSite = (site: string) => boolean;

const MOST_EVENTS = 500;

/** The room as it was, read again from the audit trail. */
export function registerReplayRoutes(app: FastifyInstance, { replay, prioritise, clock }: ReplayDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/replay',
    config: { operation: ROOM },
    handler: async (request) => {
      const { at } = parseInput(querySchema, request.query, 'query');
      const room = await replay.roomAt(notInFuture(at, clock.nowMillis()));
      return toView(room, prioritise, seesSiteOf(request));
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'GET',
    url: '/api/v1/replay/events/:id',
    config: { operation: EVENT },
    handler: async (request) => {
      const { at } = parseInput(querySchema, request.query, 'query');
      const atMillis = notInFuture(at, clock.nowMillis());
      const then = await replay.eventAt(request.params.id, atMillis);
      if (then === undefined || !seesSiteOf(request)(then.event.site)) {
        throw new HttpProblem(404, 'There was no such event then.', { reason: 'unknown-event' });
      }
      return await eventDetailOf(then.event, then.audit, prioritise, atMillis);
    },
  });
}

/** What has not happened yet is as it is now. */
function notInFuture(atMillis: number, nowMillis: number): number {
  return Math.min(atMillis, nowMillis);
}

function toView(room: RoomThen, prioritise: Prioritise, sees: SeesSite): ReplayView {
  const { atMillis, previousMillis, nextMillis, signedOn, tests } = room;
  const visible = room.events.filter(({ site }) => sees(site));
  const events = visible.map((event) => toEventSummary(event, prioritise(event, atMillis))).sort(compareInQueue);
  return {
    at: isoTime(atMillis),
    previousAt: isoTimeOrNull(previousMillis),
    nextAt: isoTimeOrNull(nextMillis),
    events: events.slice(0, MOST_EVENTS),
    leftOut: room.leftOut + Math.max(0, events.length - MOST_EVENTS),
    signedOn: signedOn.map(({ person, sinceMillis }) => ({ person, since: isoTime(sinceMillis) })),
    people: peopleOf(room),
    onTest: tests
      .filter(({ site }) => sees(site))
      .map(({ site, by, reason, sinceMillis, untilMillis }) => {
        return { site, by: by.name, reason, since: isoTime(sinceMillis), until: isoTime(untilMillis) };
      }),
    done: room.done.filter(({ event }) => sees(event.site)).map(toDone),
  };
}

function peopleOf({ events, signedOn, done }: RoomThen): string[] {
  const holders = events.flatMap(({ takenBy }) => takenBy ?? []);
  const doers = done.map(({ action }) => action.by);
  const names = [...holders, ...doers].filter(({ kind }) => kind === 'person').map(({ name }) => name);
  return [...new Set([...signedOn.map(({ person }) => person), ...names])].sort();
}

function toDone({ action, event }: RoomThen['done'][number]): ReplayView['done'][number] {
  const { atMillis, kind, by, reason } = action;
  return { at: isoTime(atMillis), event: event.id, title: event.title, kind, by: by.name, reason: reason ?? null };
}

const querySchema = z.object({
  at: z
    .string()
    .transform((text) => parseTime(text))
    .pipe(z.number({ error: 'must be a time such as 2026-01-31T14:00:00Z, or epoch milliseconds' })),
});
const atParameter = {
  name: 'at',
  in: 'query',
  required: true,
  description: 'The moment: ISO 8601 with a zone, or epoch milliseconds.',
  schema: z.string(),
} as const;
const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const ROOM: Operation = {
  access: 'supervisor',
  summary: 'The queue, who had what and who was there, as they were at a second.',
  description:
    'Read again from the audit trail; priorities as they are reckoned now, at that time. The first 500 events of the queue.',
  parameters: [atParameter],
  responses: { 200: { description: 'The room then.', schema: replaySchema }, 400: problem('No time.') },
};

const EVENT: Operation = {
  access: 'supervisor',
  summary: 'An event as it was at a second: what was known of it, and what had been done.',
  parameters: [
    { name: 'id', in: 'path', required: true, description: 'Id of the event.', schema: z.string() },
    atParameter,
  ],
  responses: {
    200: { description: 'The event then.', schema: eventDetailSchema },
    400: problem('No time.'),
    404: problem('No such event then.'),
  },
};
