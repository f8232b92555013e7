import { Registry } from 'prom-client';
import { correlationSchema } from '../../analytics/correlation/correlation-rules.ts';
import { DeskCorrelation } from '../../analytics/correlation/desk-correlation.ts';
import { eventTitle } from '../../analytics/correlation/event-title.ts';
import { DeskRanking } from '../../analytics/desk-ranking/desk-ranking.ts';
import { RankingMetrics } from '../../analytics/desk-ranking/metrics.ts';
import { prioritise } from '../../analytics/priority/prioritise.ts';
import { signalRows } from '../../app/cli/signal-csv.ts';
import type { Disposition } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import type { AuditEntry, AuditTrail } from '../../core/ports/audit-trail.ts';
import type { Signal } from '../../core/signal.ts';
import { SignalDesk } from '../../events/desk.ts';
import { DeskMetrics } from '../../events/metrics.ts';
import { createLogger } from '../../runtime/logger.ts';
import { EmbeddedWorkingMemory } from '../../storage/memory/embedded-working-memory.ts';
import type { AitScenario } from './ait-corpus.ts';

/** Who decides what is taken next. The oracle knows which of the waiting events are true. */
export type RoomOrder = 'telltale' | 'oldest first' | 'oracle';

export interface RoomOptions {
  readonly order: RoomOrder;
  /** Whether operators say what was true: else all is closed as other, and nothing is learned. */
  readonly isTaught: boolean;
}

export interface RoomFigures {
  readonly trueEvents: number;
  readonly events: number;
  readonly meanWaitSeconds: number;
}

const OPERATORS = 2;
const SECONDS_AN_EVENT = 60;
/** Of the event's alerts: an attack that is a trace of it does not make it true. */
const LEAST_SHARE = 0.1;

interface Truth {
  alerts: number;
  ofAttack: number;
  /** The wait of a true event begins with what makes it true. */
  firstOfAttackMillis: number;
}

/** The trail keeps nothing but what is needed to tell which events are true. */
class TruthTrail {
  readonly truths = new Map<string, Truth>();
  readonly #isOfAttack: (row: number) => boolean;

  constructor(isOfAttack: (row: number) => boolean) {
    this.#isOfAttack = isOfAttack;
  }

  note(entries: readonly AuditEntry[]): void {
    for (const entry of entries) {
      if (entry.kind !== 'signal') continue;
      const truth = this.truths.get(entry.eventId) ?? { alerts: 0, ofAttack: 0, firstOfAttackMillis: Infinity };
      truth.alerts += 1;
      if (this.#isOfAttack(Number(entry.signal.id))) {
        truth.ofAttack += 1;
        truth.firstOfAttackMillis = Math.min(truth.firstOfAttackMillis, entry.signal.receivedAtMillis);
      }
      this.truths.set(entry.eventId, truth);
    }
  }

  isTrue(eventId: string): boolean {
    const truth = this.truths.get(eventId);
    return truth !== undefined && truth.ofAttack > 0 && truth.ofAttack >= LEAST_SHARE * truth.alerts;
  }

  asTrail(): AuditTrail {
    return {
      append: async (entries) => this.note(entries),
      knownSignalIds: async () => new Set(),
      openEvents: async () => [],
      latestEvent: async () => undefined,
      rowsOfEvent: async () => [],
      signalsOfEvent: async () => [],
      undeliveredMessages: async () => [],
      latestSettings: async () => new Map(),
      stop: async () => undefined,
    };
  }
}

/** A scenario at the real desk: two operators take what comes first, see to it for a minute, and close it. */
export async function playAtDesk(scenario: AitScenario, { order, isTaught }: RoomOptions): Promise<RoomFigures> {
  const clock = { now: 0, nowMillis: () => clock.now, monotonicMillis: () => clock.now };
  const trail = new TruthTrail((row) => scenario.phases[row] !== undefined);
  const desk = await openDesk(clock, trail);
  const freeAtMillis = Array.from({ length: OPERATORS }, () => -Infinity);
  const held: { readonly event: Event; readonly untilMillis: number }[] = [];
  const waits: number[] = [];
  let events = 0;

  const closeUntil = async (millis: number): Promise<void> => {
    for (const { event, untilMillis } of held.splice(0)) {
      if (untilMillis > millis) held.push({ event, untilMillis });
      else await close(event, untilMillis);
    }
  };
  const close = async (event: Event, atMillis: number): Promise<void> => {
    clock.now = Math.max(clock.now, atMillis);
    const isTrue = trail.isTrue(event.id);
    const wait = (event.takenAtMillis ?? 0) - (trail.truths.get(event.id)?.firstOfAttackMillis ?? 0);
    if (isTrue) waits.push(Math.max(0, wait) / 1000);
    events += 1;
    const disposition: Disposition = isTaught ? (isTrue ? 'true' : 'false') : 'other';
    await desk.act({ eventId: event.id, kind: 'close', by: { kind: 'person', name: 'jana' }, disposition });
  };
  const takeAt = async (millis: number): Promise<boolean> => {
    const operator = freeAtMillis.findIndex((free) => free <= millis);
    const next = operator < 0 ? undefined : firstOf(desk.openEvents(), order, trail, millis);
    if (next === undefined) return false;
    clock.now = Math.max(clock.now, millis);
    const outcome = await desk.act({ eventId: next.id, kind: 'take', by: { kind: 'person', name: 'jana' } });
    if (!outcome.accepted) throw new Error(outcome.refusal.message);
    freeAtMillis[operator] = millis + SECONDS_AN_EVENT * 1000;
    held.push({ event: outcome.event, untilMillis: millis + SECONDS_AN_EVENT * 1000 });
    return true;
  };
  /** Everything that operators do up to a moment. */
  const workUntil = async (millis: number): Promise<void> => {
    for (;;) {
      const freeMillis = Math.max(Math.min(...freeAtMillis), clock.now);
      if (freeMillis >= millis) break;
      await closeUntil(freeMillis);
      if (!(await takeAt(freeMillis))) break;
    }
    await closeUntil(millis);
  };

  for (const { atMillis, signals } of momentsOf(scenario)) {
    await workUntil(atMillis);
    clock.now = Math.max(clock.now, atMillis);
    await desk.signals(signals);
    while (await takeAt(atMillis));
  }
  await workUntil(Infinity);
  const meanWaitSeconds = waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length);
  return { trueEvents: waits.length, events, meanWaitSeconds: Number(meanWaitSeconds.toFixed(1)) };
}

async function openDesk(clock: { nowMillis(): number; monotonicMillis(): number }, trail: TruthTrail) {
  const correlation = new DeskCorrelation(correlationSchema.parse({}), 'bench');
  const logger = createLogger('silent');
  const ranking = new DeskRanking({
    earlyShare: 0.02,
    mostOpenings: 200_000,
    logger,
    metrics: new RankingMetrics(new Registry()),
    onWithdrawn: () => undefined,
  });
  let ids = 0;
  const desk = new SignalDesk({
    audit: trail.asTrail(),
    memory: new EmbeddedWorkingMemory(),
    clock,
    logger,
    metrics: (openEvents) => new DeskMetrics(new Registry(), openEvents),
    onLoaded: () => undefined,
    correlate: (signal) => correlation.take(signal),
    eventTitle,
    ranking,
    suppressionOf: () => undefined,
    handledByRule: () => undefined,
    newId: () => `event-${(ids += 1)}`,
  });
  desk.onChange((changes) => {
    ranking.follow(changes);
    for (const { event, previous } of changes) {
      if (previous === undefined) correlation.opened(event);
      if (event.state === 'closed') correlation.closed(event);
    }
  });
  await desk.start();
  return desk;
}

function firstOf(open: readonly Event[], order: RoomOrder, trail: TruthTrail, nowMillis: number): Event | undefined {
  const rankOf = (event: Event): number => {
    if (order === 'oracle') return trail.isTrue(event.id) ? 1 : 0;
    return order === 'telltale' ? prioritise(event, nowMillis).value : 0;
  };
  let first: { readonly event: Event; readonly rank: number } | undefined;
  for (const event of open) {
    if (event.state !== 'new') continue;
    const rank = rankOf(event);
    const isOlder = first !== undefined && rank === first.rank && event.openedAtMillis < first.event.openedAtMillis;
    if (first === undefined || rank > first.rank || isOlder) first = { event, rank };
  }
  return first?.event;
}

/** The signals of each second, as they come. */
function* momentsOf(
  scenario: AitScenario,
): Generator<{ readonly atMillis: number; readonly signals: readonly Signal[] }> {
  let atMillis = -Infinity;
  let signals: Signal[] = [];
  for (const { row, signal } of signalRows(scenario.signalsCsv)) {
    if (signal.receivedAtMillis !== atMillis && signals.length > 0) {
      yield { atMillis, signals };
      signals = [];
    }
    atMillis = signal.receivedAtMillis;
    signals.push({ ...signal, id: String(row - 1) });
  }
  if (signals.length > 0) yield { atMillis, signals };
}
