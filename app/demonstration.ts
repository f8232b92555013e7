import type { Config } from '../config/load-config.ts';
import { TELLTALE } from '../core/action.ts';
import { DEMO_SITE } from '../core/event.ts';
import type { SignalDesk } from '../events/desk.ts';

const SWITCHED_OFF = 'the demonstration was switched off';

/** Whether what stands in the queue is replayed to be looked at. */
export function isDemonstration({ plugins }: Config): boolean {
  const replay = plugins.collectors.get('replay');
  return typeof replay === 'object' && replay !== null && 'demo' in replay && replay.demo === true;
}

/** Nobody should have to close by hand what never happened. */
export async function closeDemonstration(desk: SignalDesk): Promise<void> {
  const events = desk.openEvents().filter((event) => event.site === DEMO_SITE);
  await Promise.all(
    events.map(async ({ id: eventId }) =>
      desk.act({ eventId, kind: 'close', by: TELLTALE, disposition: 'other', reason: SWITCHED_OFF }),
    ),
  );
}
