import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TELLTALE } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { ClosedEvents } from './closed-events.ts';
import { openAuditTrail } from './sqlite-audit-trail.ts';

function closed(id: string, changes: Partial<Event> = {}): Event {
  return {
    id,
    version: 1,
    title: `${id}: motion`,
    site: 'north',
    sensor: 'door',
    class: 'intrusion',
    state: 'closed',
    openedAtMillis: 1000,
    changedAtMillis: 2000,
    activeSignalKeys: [],
    signalCount: 1,
    signals: [],
    highestScore: 0,
    closedBy: TELLTALE,
    disposition: 'false',
    ...changes,
  };
}

async function archiveOf(...events: readonly Event[]): Promise<ClosedEvents> {
  const file = join(temporaryFolder(), 'audit.db');
  const trail = openAuditTrail(file, { clock: systemClock, onCommit: () => undefined });
  await trail.append(events.map((event, index) => ({ kind: 'event', atMillis: index, event })));
  await trail.stop();
  return new ClosedEvents(file);
}

describe('closed events', () => {
  it('are found by words, place, end and time, the latest first', async () => {
    const archive = await archiveOf(closed('a'), closed('b', { site: 'south' }), closed('c', { reason: 'A CAT' }));
    const ids = async (query: Parameters<ClosedEvents['search']>[0]) =>
      (await archive.search(query, 10)).events.map(({ id }) => id);
    expect(await ids({})).toEqual(['c', 'b', 'a']);
    expect(await ids({ text: 'cat motion' })).toEqual(['c']);
    expect(await ids({ site: 'south' })).toEqual(['b']);
    expect(await ids({ disposition: 'true' })).toEqual([]);
    expect(await ids({ fromMillis: 1001 })).toEqual([]);
    expect(await ids({ sees: (site) => site === 'south' })).toEqual(['b']);
  });

  it('come a page at a time', async () => {
    const archive = await archiveOf(closed('a'), closed('b'), closed('c'));
    const first = await archive.search({}, 2);
    const second = await archive.search({}, 2, first.next);
    expect([first, second].map(({ events }) => events.map(({ id }) => id))).toEqual([['c', 'b'], ['a']]);
  });

  it('are not those that were opened again', async () => {
    const archive = await archiveOf(closed('a'), closed('a', { version: 2, state: 'new' }));
    expect((await archive.search({}, 10)).events).toEqual([]);
  });
});
