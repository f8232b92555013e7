import { z } from 'zod';
import { TELLTALE, type Actor } from '../core/action.ts';
import { foldName } from '../core/person.ts';
import type { AuditTrail } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Desk } from '../core/ports/desk.ts';
import type { Roster, SignedOn } from '../core/ports/roster.ts';
import { recordSetting } from './record-setting.ts';

export interface DutyRosterOptions {
  readonly audit: Pick<AuditTrail, 'append' | 'latestSettings'>;
  readonly desk: Pick<Desk, 'act' | 'openEvents'>;
  readonly clock: Clock;
}

/** What the paths of its settings begin with. */
export const ROSTER_PATH = 'roster.';
const signedOnSchema: z.ZodType<SignedOn> = z.object({ person: z.string(), sinceMillis: z.number() });

/** Who is on duty: settings in the audit trail, so that a restart signs nobody off. */
export class DutyRoster implements Roster {
  readonly #options: DutyRosterOptions;
  readonly #signedOn = new Map<string, SignedOn>();

  constructor(options: DutyRosterOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const entries = signedOnOf(await this.#options.audit.latestSettings(ROSTER_PATH));
    for (const entry of entries) this.#signedOn.set(entry.person, entry);
  }

  signedOn(): readonly SignedOn[] {
    return [...this.#signedOn.values()];
  }

  async signOn(person: string, by: Actor): Promise<SignedOn> {
    const known = this.#known(person);
    if (known !== undefined) return known;
    const entry = { person, sinceMillis: this.#options.clock.nowMillis() };
    await recordSetting(this.#options, `${ROSTER_PATH}${person}`, undefined, entry, by);
    this.#signedOn.set(person, entry);
    return entry;
  }

  /** The events first: after a crash between the two the person is still signed on, and signs off again. */
  async signOff(person: string, by: Actor): Promise<boolean> {
    const entry = this.#known(person);
    const released = await this.#releaseAllOf(entry?.person ?? person);
    if (entry === undefined) return released > 0;
    await recordSetting(this.#options, `${ROSTER_PATH}${entry.person}`, entry, undefined, by);
    this.#signedOn.delete(entry.person);
    await this.#releaseAllOf(entry.person);
    return true;
  }

  #known(person: string): SignedOn | undefined {
    const fold = foldName(person);
    return this.#signedOn.get(person) ?? this.signedOn().find((each) => foldName(each.person) === fold);
  }

  /** How many there were. */
  async #releaseAllOf(person: string): Promise<number> {
    const { desk } = this.#options;
    const held = desk.openEvents().filter(({ takenBy, state }) => takenBy?.name === person && state !== 'parked');
    const reason = `${person} has signed off`;
    await Promise.all(
      held.map(async ({ id: eventId }) => desk.act({ eventId, kind: 'release', by: TELLTALE, reason })),
    );
    return held.length;
  }
}

/** Who is signed on by these settings. */
export function signedOnOf(settings: ReadonlyMap<string, string | undefined>): readonly SignedOn[] {
  return [...settings.values()].flatMap((after) => {
    return after === undefined ? [] : [signedOnSchema.parse(JSON.parse(after))];
  });
}
