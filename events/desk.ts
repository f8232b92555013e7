import type { Event } from '../core/event.ts';
import { AuditConflict, type AuditTrail } from '../core/ports/audit-trail.ts';
import type { ActionOutcome, ActionRequest, Desk, DeskChange } from '../core/ports/desk.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { WorkingMemory } from '../core/ports/working-memory.ts';
import type { Signal } from '../core/signal.ts';
import { AnsweredWishes } from './answered-wishes.ts';
import { DeskTurn, type Answers, type Command, type DeskDecisions, type EventPast } from './desk-turn.ts';
import type { DeskMetrics } from './metrics.ts';
import { QueueState } from './queue-state.ts';
import { undoTargetOf } from './undo.ts';

export interface DeskDependencies extends DeskDecisions {
  readonly audit: AuditTrail;
  readonly memory: WorkingMemory;
  readonly logger: Logger;
  /** Gets what was open before, ahead of anything that comes. */
  readonly onLoaded: (events: readonly Event[]) => void;
  readonly metrics: (openEvents: () => Iterable<Event>) => DeskMetrics;
}

/** What shares one commit at most. In a flood the more of them, the fewer rows of the same events. */
const MAX_COMMANDS_PER_COMMIT = 1000;
const MAX_SIGNALS_PER_COMMIT = 5000;
/** Signals decided in one go: bounds how long the event loop is held. */
const MAX_SIGNALS_PER_COMMAND = 1000;
/** Fewer that wait gather further ones until the commit under way is done. */
const LEAST_SIGNALS_AHEAD = 1000;
const MAX_CONFLICT_RETRIES = 3;

/**
 * The desk: one loop takes what has arrived, decides in memory, commits the rows of all of it to the audit
 * trail at once, and only then lets any effect out. Two takes of one event therefore have one winner,
 * here by order and between processes by the trail's (event, version) constraint.
 */
export class SignalDesk implements Desk {
  readonly #dependencies: DeskDependencies;
  readonly #metrics: DeskMetrics;
  readonly #queue = new QueueState();
  readonly #listeners = new Set<(changes: readonly DeskChange[]) => void>();
  readonly #answered: AnsweredWishes;
  #pending: Command[] = [];
  /** Commands wait until `start` has rebuilt the queue: decided before, they would open what is open already. */
  #running = true;
  #memoryIsStale = false;

  constructor(dependencies: DeskDependencies) {
    this.#dependencies = dependencies;
    this.#answered = new AnsweredWishes(dependencies.audit);
    this.#metrics = dependencies.metrics(() => this.#queue.values());
  }

  /** Rebuilds the queue and the working memory from the audit trail. Before anything else. */
  async start(): Promise<void> {
    await this.#reload();
    this.#dependencies.onLoaded(this.#queue.all());
    await this.#syncMemory([]);
    void this.#run();
  }

  /** Fills the working memory again: it may have come back empty. */
  async refillMemory(): Promise<void> {
    this.#memoryIsStale = true;
    await this.#syncMemory([]);
  }

  /** Fills it once more if the last try failed: nobody else tells when it answers again. */
  async catchUpMemory(): Promise<void> {
    if (this.#memoryIsStale) await this.#syncMemory([]);
  }

  /** Resolves when everything that came before has been decided and committed. */
  async caughtUp(): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      this.#enqueue({ kind: 'signals', signals: [], done: { resolve, reject } }),
    );
  }

  get waitingCommands(): number {
    return this.#pending.length;
  }

  async signals(signals: readonly Signal[]): Promise<void> {
    if (signals.length === 0) return;
    const parts: Promise<void>[] = [];
    for (let from = 0; from < signals.length; from += MAX_SIGNALS_PER_COMMAND) {
      const part = signals.slice(from, from + MAX_SIGNALS_PER_COMMAND);
      parts.push(
        new Promise((resolve, reject) => this.#enqueue({ kind: 'signals', signals: part, done: { resolve, reject } })),
      );
    }
    await Promise.all(parts);
  }

  async act(request: ActionRequest): Promise<ActionOutcome> {
    return await this.#answered.once(request, async () => this.#submit(request));
  }

  openEvents(): readonly Event[] {
    return this.#queue.all();
  }

  async event(eventId: string): Promise<Event | undefined> {
    return this.#queue.get(eventId) ?? (await this.#dependencies.audit.latestEvent(eventId));
  }

  onChange(listener: (changes: readonly DeskChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The queue knows open events; what an action needs of a closed one, or of the past, the audit trail knows. */
  async #submit(request: ActionRequest): Promise<ActionOutcome> {
    if (request.kind !== 'undo') {
      const outcome = await this.#decide(request, undefined);
      if (outcome.accepted || outcome.refusal.reason !== 'unknown-event') return outcome;
    }
    for (let attempt = 1; ; attempt += 1) {
      const past = await this.#pastOf(request.eventId);
      const outcome = await this.#decide(request, past);
      const isStale = !outcome.accepted && outcome.refusal.reason === 'changed-since';
      if (!isStale || request.expectedVersion !== undefined || attempt === MAX_CONFLICT_RETRIES) return outcome;
    }
  }

  async #decide(request: ActionRequest, past: EventPast | undefined): Promise<ActionOutcome> {
    return await new Promise<ActionOutcome>((resolve, reject) => {
      this.#enqueue({ kind: 'action', request, past, done: { resolve, reject } });
    });
  }

  async #pastOf(eventId: string): Promise<EventPast | undefined> {
    const { audit } = this.#dependencies;
    const latest = await audit.latestEvent(eventId);
    if (latest === undefined) return undefined;
    return { latest, undoTarget: undoTargetOf(await audit.rowsOfEvent(eventId, ['event', 'action'])) };
  }

  #enqueue(command: Command): void {
    this.#pending.push(command);
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  /** From the front, as many as fit into one commit; at least one. */
  #takePending(): Command[] {
    let count = 0;
    let signals = 0;
    for (const command of this.#pending) {
      signals += signalsIn(command);
      if (count === MAX_COMMANDS_PER_COMMIT || (count > 0 && signals > MAX_SIGNALS_PER_COMMIT)) break;
      count += 1;
    }
    return this.#pending.splice(0, count);
  }

  /** In a flood the next turn is decided upon the one that is being committed. */
  async #run(): Promise<void> {
    while (this.#pending.length > 0) {
      let turn = await this.#decideTurn(this.#takePending(), undefined);
      while (turn !== undefined) {
        const committing = this.#commit(turn);
        let next: DeskTurn | undefined = this.#isAheadWorth(turn)
          ? await this.#decideTurn(this.#takePending(), turn)
          : undefined;
        if (await committing) next?.standAlone();
        else if (next !== undefined) next = await this.#decideTurn(next.commands, undefined, next.answers);
        turn = next;
      }
    }
    this.#running = false;
  }

  /** Only upon signals: what an action has changed is learned from at its commit, before anything is decided after it. */
  #isAheadWorth(turn: DeskTurn): boolean {
    if (turn.commands.some(({ kind }) => kind === 'action')) return false;
    let signals = 0;
    for (const command of this.#pending) if ((signals += signalsIn(command)) >= LEAST_SIGNALS_AHEAD) return true;
    return false;
  }

  /** `undefined` where it cannot be decided; whoever asked has been told. */
  async #decideTurn(
    commands: readonly Command[],
    below: DeskTurn | undefined,
    answers: Answers = { correlations: new Map(), eventIds: new Map() },
  ): Promise<DeskTurn | undefined> {
    try {
      const knownSignalIds = await this.#knownSignals(commands);
      const turn = new DeskTurn(this.#dependencies, { queue: this.#queue, commands, knownSignalIds, below, answers });
      let signals = 0;
      for (const command of commands) {
        if (signals > 0 && signals + signalsIn(command) > MAX_SIGNALS_PER_COMMAND) {
          await oneTurn();
          signals = 0;
        }
        turn.decide(command);
        signals += signalsIn(command);
      }
      turn.finish();
      return turn;
    } catch (cause) {
      for (const command of commands) command.done.reject(cause);
      return undefined;
    }
  }

  /** Whether the turn was committed as it is: what was decided upon it is void otherwise. */
  async #commit(decided: DeskTurn): Promise<boolean> {
    let turn: DeskTurn | undefined = decided;
    for (let attempt = 1; turn !== undefined; attempt += 1) {
      try {
        if (turn.entries.length > 0) await this.#dependencies.audit.append(turn.entries);
        turn.draft.commit();
        await this.#syncMemory(turn.draft.changedEvents());
        this.#publish(turn);
        turn.settle();
        return turn === decided;
      } catch (cause) {
        turn = await this.#decideAgain(turn, cause, attempt);
      }
    }
    return false;
  }

  /** After another process was faster. */
  async #decideAgain(turn: DeskTurn, cause: unknown, attempt: number): Promise<DeskTurn | undefined> {
    try {
      if (!(cause instanceof AuditConflict) || attempt === MAX_CONFLICT_RETRIES) throw cause;
      await this.#reload();
      return await this.#decideTurn(turn.commands, undefined, turn.answers);
    } catch (reason) {
      turn.reject(reason);
      return undefined;
    }
  }

  async #knownSignals(commands: readonly Command[]): Promise<ReadonlySet<string>> {
    const ids = commands.flatMap((command) =>
      command.kind === 'signals' ? command.signals.map((signal) => signal.id) : [],
    );
    return ids.length === 0 ? new Set() : await this.#dependencies.audit.knownSignalIds(ids);
  }

  #publish(turn: DeskTurn): void {
    if (turn.accepted.length > 0) this.#metrics.accepted(turn.accepted);
    if (turn.repeats > 0) this.#metrics.repeated(turn.repeats);
    for (const change of turn.changes) this.#metrics.changed(change);
    if (turn.changes.length === 0) return;
    for (const listener of this.#listeners) listener(turn.changes);
  }

  /** Reads before it clears: a trail that cannot be read must not empty the queue. */
  async #reload(): Promise<void> {
    const events = await this.#dependencies.audit.openEvents();
    this.#queue.clear();
    for (const event of events) this.#queue.put(this.#withKeys(event));
    this.#memoryIsStale = true;
  }

  /** What was stored before events knew their keys gets the key of its latest signal. */
  #withKeys(event: Event): Event {
    const latest = event.signals.at(-1);
    if (event.correlationKeys !== undefined || latest === undefined) return event;
    return { ...event, correlationKeys: [this.#dependencies.correlate(latest).key] };
  }

  /** The audit trail is what counts: a working memory that fails is logged, and rebuilt when it is back. */
  async #syncMemory(changed: readonly Event[]): Promise<void> {
    const { memory, logger } = this.#dependencies;
    try {
      if (this.#memoryIsStale) await memory.replaceEvents(this.#queue.all());
      else if (changed.length > 0) await memory.putEvents(changed);
      if (this.#memoryIsStale) logger.info({ events: this.#queue.all().length }, 'working memory rebuilt');
      this.#memoryIsStale = false;
    } catch (cause) {
      if (!this.#memoryIsStale)
        logger.error({ err: cause }, 'working memory failed; it is rebuilt when it answers again');
      this.#memoryIsStale = true;
    }
  }
}

function signalsIn(command: Command): number {
  return command.kind === 'signals' ? command.signals.length : 0;
}

async function oneTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
