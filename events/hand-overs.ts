import { z } from 'zod';
import { ROLES, TELLTALE } from '../core/action.ts';
import type { Event } from '../core/event.ts';
import { foldName } from '../core/person.ts';
import type { AuditTrail } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Desk } from '../core/ports/desk.ts';
import {
  HAND_OVER_STATES,
  type HandOver,
  type HandOverAnswer,
  type HandOverOffer,
  type HandOverOutcome,
  type HandOverRefusal,
  type HandOvers,
} from '../core/ports/hand-overs.ts';
import type { Roster } from '../core/ports/roster.ts';
import { recordSetting } from './record-setting.ts';
import { isSupervisor } from './workflow.ts';

export interface ShiftHandOversOptions {
  readonly audit: Pick<AuditTrail, 'append' | 'latestSettings'>;
  readonly desk: Pick<Desk, 'act' | 'openEvents'>;
  readonly roster: Pick<Roster, 'signOn' | 'signOff'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

const PATH = 'handOvers.';
/** The latest; older ones are in the audit trail alone. */
const MOST_KEPT = 200;
const MOST_EVENTS_NAMED = 1000;

const actorSchema = z.object({
  kind: z.enum(['person', 'telltale']),
  name: z.string(),
  role: z.enum(ROLES).exactOptional(),
});
const handOverSchema: z.ZodType<HandOver> = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  note: z.string(),
  state: z.enum(HAND_OVER_STATES),
  offeredBy: actorSchema,
  offeredAtMillis: z.number(),
  eventIds: z.array(z.string()),
  answeredBy: actorSchema.exactOptional(),
  answeredAtMillis: z.number().exactOptional(),
  answer: z.string().exactOptional(),
});

/** Hand-overs are settings in the audit trail: each offer and each answer a row that says who, when and what. */
export class ShiftHandOvers implements HandOvers {
  readonly #options: ShiftHandOversOptions;
  /** Oldest first. */
  readonly #handOvers = new Map<string, HandOver>();
  /** Being answered: two answers at once have one winner. */
  readonly #underWay = new Set<string>();

  constructor(options: ShiftHandOversOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const stored = [...(await this.#options.audit.latestSettings(PATH)).values()].filter(
      (after) => after !== undefined,
    );
    for (const after of stored.slice(-MOST_KEPT)) {
      const handOver = handOverSchema.parse(JSON.parse(after));
      this.#handOvers.set(handOver.id, handOver);
    }
  }

  list(): readonly HandOver[] {
    return [...this.#handOvers.values()].reverse();
  }

  async offer({ from, to, note, by }: HandOverOffer): Promise<HandOverOutcome> {
    if (isSame(from, to)) return refused('not-understood', 'A shift is handed over to somebody else.');
    if (!isSame(by.name, from) && !isSupervisor(by)) {
      return refused('not-yours', `Only ${from} or a supervisor can hand over this shift.`);
    }
    const open = this.list().find((each) => each.state === 'offered' && isSame(each.from, from));
    if (open !== undefined) return refused('offered-already', `${from} has offered the shift to ${open.to} already.`);
    const { clock, newId } = this.#options;
    const handOver: HandOver = {
      id: newId(),
      from,
      to,
      note,
      state: 'offered',
      offeredBy: by,
      offeredAtMillis: clock.nowMillis(),
      eventIds: this.#heldBy(from)
        .slice(0, MOST_EVENTS_NAMED)
        .map(({ id }) => id),
    };
    await this.#keep(undefined, handOver);
    return { accepted: true, handOver };
  }

  async answer(wish: HandOverAnswer): Promise<HandOverOutcome> {
    const handOver = this.#handOvers.get(wish.id);
    const refusal = handOver === undefined ? unknown() : refusalOf(handOver, wish);
    if (handOver === undefined || refusal !== undefined) return { accepted: false, refusal: refusal ?? unknown() };
    if (this.#underWay.has(wish.id)) return refused('answered-already', 'This hand-over is just being answered.');
    this.#underWay.add(wish.id);
    try {
      return { accepted: true, handOver: await this.#answered(handOver, wish) };
    } finally {
      this.#underWay.delete(wish.id);
    }
  }

  /** The events first: after a crash between the two the offer stands, and accepting it again moves what is left. */
  async #answered(handOver: HandOver, { state, answer, by }: HandOverAnswer): Promise<HandOver> {
    const { roster, clock } = this.#options;
    const answered: HandOver = {
      ...handOver,
      state,
      answeredBy: by,
      answeredAtMillis: clock.nowMillis(),
      ...(answer === '' ? {} : { answer }),
    };
    if (state !== 'accepted') {
      await this.#keep(handOver, answered);
      return answered;
    }
    await roster.signOn(by.name, by);
    await this.#move(handOver.from, by.name);
    await this.#keep(handOver, answered);
    await roster.signOff(handOver.from, by);
    return answered;
  }

  async #move(from: string, to: string): Promise<void> {
    const reason = `${to} has accepted the shift of ${from}`;
    await Promise.all(
      this.#heldBy(from).map(async ({ id: eventId, takenBy: by = TELLTALE }) => {
        await this.#options.desk.act({ eventId, kind: 'hand-over', by, toPerson: to, reason });
      }),
    );
  }

  /** But for what is put aside: that comes back to the queue at its time by itself. */
  #heldBy(person: string): readonly Event[] {
    return this.#options.desk.openEvents().filter(({ takenBy, state, suppression }) => {
      return isSame(takenBy?.name ?? '', person) && state !== 'parked' && suppression === undefined;
    });
  }

  async #keep(before: HandOver | undefined, after: HandOver): Promise<void> {
    await recordSetting(this.#options, `${PATH}${after.id}`, before, after);
    this.#handOvers.set(after.id, after);
    if (this.#handOvers.size <= MOST_KEPT) return;
    const oldest = this.#handOvers.keys().next();
    if (oldest.done !== true) this.#handOvers.delete(oldest.value);
  }
}

/** Whoever comes accepts or declines; whoever goes, or a supervisor, may think again. */
function refusalOf(handOver: HandOver, { state, by }: HandOverAnswer): HandOverRefusal | undefined {
  const { from, to } = handOver;
  if (handOver.state !== 'offered') {
    return {
      reason: 'answered-already',
      message: `This hand-over was ${handOver.state} by ${handOver.answeredBy?.name ?? 'somebody'}.`,
    };
  }
  if (state !== 'withdrawn') {
    return isSame(by.name, to) ? undefined : { reason: 'not-yours', message: `Only ${to} can answer this hand-over.` };
  }
  if (isSame(by.name, from) || isSupervisor(by)) return undefined;
  return { reason: 'not-yours', message: `Only ${from} or a supervisor can withdraw this hand-over.` };
}

/** People write names in their own way. */
function isSame(one: string, other: string): boolean {
  return foldName(one) === foldName(other);
}

function unknown(): HandOverRefusal {
  return { reason: 'unknown-hand-over', message: 'There is no such hand-over.' };
}

function refused(reason: HandOverRefusal['reason'], message: string): HandOverOutcome {
  return { accepted: false, refusal: { reason, message } };
}
