import type { AuditPast } from '../core/ports/audit-past.ts';
import type { EventThen, Replay, RoomThen } from '../core/ports/replay.ts';
import { siteTestsOf, TESTS_PATH } from './area-modes.ts';
import { ROSTER_PATH, signedOnOf } from './duty-roster.ts';

/** More open events than a room that works ever has. */
const MOST_EVENTS = 10_000;
const MOST_ACTIONS = 200;

/** The room as it was at any moment, read from the audit trail. */
export class RoomReplay implements Replay {
  readonly #past: AuditPast;

  constructor(past: AuditPast) {
    this.#past = past;
  }

  async roomAt(atMillis: number): Promise<RoomThen> {
    const past = this.#past;
    const sequence = await past.sequenceAt(atMillis);
    const open = await past.openEventsAt(sequence, MOST_EVENTS);
    const tests = siteTestsOf(await past.settingsAt(TESTS_PATH, sequence));
    return {
      atMillis,
      ...open,
      signedOn: signedOnOf(await past.settingsAt(ROSTER_PATH, sequence)),
      tests: tests.filter(({ untilMillis }) => untilMillis > atMillis),
      done: await this.#doneBefore(sequence),
      ...(await past.changesAround(sequence)),
    };
  }

  async #doneBefore(sequence: number): Promise<RoomThen['done']> {
    const done = (await this.#past.actionsAt(sequence, MOST_ACTIONS)).map(async (action) => {
      const event = await this.#past.headAt(action.eventId, sequence);
      return event === undefined ? [] : [{ action, event }];
    });
    return (await Promise.all(done)).flat();
  }

  async eventAt(eventId: string, atMillis: number): Promise<EventThen | undefined> {
    const past = this.#past;
    const sequence = await past.sequenceAt(atMillis);
    const event = await past.eventAt(eventId, sequence);
    if (event === undefined) return undefined;
    return {
      event,
      audit: {
        rowsOfEvent: async (id, kinds = ['action', 'message']) => past.rowsOfEventAt(id, kinds, sequence),
        signalsOfEvent: async (id, page) => past.signalsOfEventAt(id, page, sequence),
      },
    };
  }
}
