import type { FastifyInstance } from 'fastify';
import type { AuditTrail } from '../../../core/ports/audit-trail.ts';
import type { Storm } from '../../../core/ports/storms.ts';
import type { ServiceStanding } from '../../../core/ports/service-standing.ts';
import { seesSiteOf } from '../asker.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { isoTime } from '../iso-time.ts';
import type { Operation } from '../operation.ts';
import { boardOf } from './board.ts';
import { boardSchema, type BoardView } from './supervisor-schemas.ts';

/** What only the room itself knows of how it is doing. */
export interface RoomWatch {
  storms(): readonly Storm[];
  standings(): readonly ServiceStanding[];
}

type BoardDeps = Pick<ConsoleDeps, 'desk' | 'audit' | 'prioritise' | 'clock' | 'roster' | 'siteTests' | 'roomWatch'>;

export function registerBoardRoutes(app: FastifyInstance, deps: BoardDeps): void {
  const { desk, audit, prioritise, clock, roster, siteTests, roomWatch } = deps;
  app.route({
    method: 'GET',
    url: '/api/v1/board',
    config: { operation: BOARD },
    handler: async (request): Promise<BoardView> => {
      const sees = seesSiteOf(request);
      const nowMillis = clock.nowMillis();
      const { escalations, ...board } = boardOf({
        events: desk.openEvents().filter(({ site }) => sees(site)),
        priorityOf: (event) => prioritise(event, nowMillis),
        signedOn: roster.signedOn(),
        standings: roomWatch.standings(),
        storms: roomWatch.storms().filter(({ site }) => sees(site)),
        tests: siteTests.tests().filter(({ site }) => sees(site)),
        nowMillis,
      });
      const items = await Promise.all(
        escalations.items.map(async (item) => ({ ...item, messages: await messagesOf(item.id, audit) })),
      );
      return { ...board, escalations: { items, leftOut: escalations.leftOut } };
    },
  });
}

type SentMessage = BoardView['escalations']['items'][number]['messages'][number];

/** What came of the latest message about an event, by notifier. */
async function messagesOf(eventId: string, audit: Pick<AuditTrail, 'rowsOfEvent'>): Promise<SentMessage[]> {
  const latest = new Map<string, SentMessage>();
  for (const row of await audit.rowsOfEvent(eventId, ['message'])) {
    if (row.kind !== 'message') continue;
    const { notifier, outcome, detail } = row.message;
    latest.set(notifier, { notifier, outcome, at: isoTime(row.atMillis), detail: detail ?? null });
  }
  return [...latest.values()];
}

const BOARD: Operation = {
  access: 'supervisor',
  summary:
    'The room at a glance: open work by operator and age, service against what was agreed, escalations, floods, what is suppressed or on test.',
  responses: { 200: { description: 'The board.', schema: boardSchema } },
};
