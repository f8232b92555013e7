import type { Event } from '../core/event.ts';
import type { LatestReading, WorkingMemory } from '../core/ports/working-memory.ts';
import type { Guard } from '../runtime/guard.ts';

/** A working memory elsewhere, behind a breaker: while it hangs, the desk waits for it a few times and then no more. */
export class GuardedMemory implements WorkingMemory {
  readonly #memory: WorkingMemory;
  readonly #guard: Guard;

  constructor(memory: WorkingMemory, guard: Guard) {
    this.#memory = memory;
    this.#guard = guard;
  }

  async putEvents(events: readonly Event[]): Promise<void> {
    await this.#guard.runOnce(async () => await this.#memory.putEvents(events));
  }

  async openEvents(): Promise<readonly Event[]> {
    return await this.#guard.runOnce(async () => await this.#memory.openEvents());
  }

  async event(eventId: string): Promise<Event | undefined> {
    return await this.#guard.runOnce(async () => await this.#memory.event(eventId));
  }

  async replaceEvents(events: readonly Event[]): Promise<void> {
    await this.#guard.runOnce(async () => await this.#memory.replaceEvents(events));
  }

  async putLatest(readings: readonly LatestReading[]): Promise<void> {
    await this.#guard.runOnce(async () => await this.#memory.putLatest(readings));
  }

  async latest(seriesKeys: readonly string[]): Promise<readonly (LatestReading | undefined)[]> {
    return await this.#guard.runOnce(async () => await this.#memory.latest(seriesKeys));
  }

  async stop(): Promise<void> {
    this.#guard.stop();
    await this.#memory.stop();
  }
}
