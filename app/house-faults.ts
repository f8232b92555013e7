import type { Clock } from '../core/ports/clock.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { Signal } from '../core/signal.ts';

/** The site of what is wrong with Telltale itself. */
export const OWN_SITE = 'telltale';
/** Parts that fail and recover while nothing can be recorded. */
const MAX_UNRECORDED = 100;

export interface HouseFaultDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly raise: (signals: readonly Signal[]) => Promise<void>;
}

/** Turns faults of Telltale's own parts into one signal when they begin and one when they end. */
export class HouseFaults {
  readonly #dependencies: HouseFaultDependencies;
  readonly #sinceByPart = new Map<string, number>();
  #unrecorded: readonly Signal[] = [];
  #isRecording = false;

  constructor(dependencies: HouseFaultDependencies) {
    this.#dependencies = dependencies;
  }

  /** Parts that are faulty now. */
  get parts(): readonly string[] {
    return [...this.#sinceByPart.keys()];
  }

  begin(part: string, type: string, message: string): void {
    if (this.#sinceByPart.has(part)) return;
    const nowMillis = this.#dependencies.clock.nowMillis();
    this.#sinceByPart.set(part, nowMillis);
    this.#dependencies.logger.error({ part, type, detail: message }, 'a part of Telltale fails');
    this.#raise(part, type, 'entered', nowMillis, message);
  }

  end(part: string, type: string): void {
    const sinceMillis = this.#sinceByPart.get(part);
    if (sinceMillis === undefined) return;
    this.#sinceByPart.delete(part);
    this.#dependencies.logger.info({ part, type }, 'a part of Telltale works again');
    this.#raise(part, type, 'left', sinceMillis, 'works again');
  }

  #raise(part: string, type: string, phase: Signal['phase'], sinceMillis: number, message: string): void {
    const nowMillis = this.#dependencies.clock.nowMillis();
    const signal: Signal = {
      id: `${type}:${part}:${sinceMillis}:${phase}`,
      kind: 'pipeline-fault',
      type,
      class: 'technical',
      phase,
      site: OWN_SITE,
      sensor: part,
      observedAtMillis: nowMillis,
      receivedAtMillis: nowMillis,
      message,
    };
    this.#unrecorded = [...this.#unrecorded, signal].slice(-MAX_UNRECORDED);
    void this.#record();
  }

  /** What cannot be recorded, as on a full disk, is kept for the next change: that it was so must be seen afterwards. */
  async #record(): Promise<void> {
    if (this.#isRecording) return;
    this.#isRecording = true;
    while (this.#unrecorded.length > 0) {
      const signals = this.#unrecorded;
      try {
        await this.#dependencies.raise(signals);
        this.#unrecorded = this.#unrecorded.filter((signal) => !signals.includes(signal));
      } catch (cause) {
        this.#dependencies.logger.error(
          { err: cause, parts: signals.map(({ sensor }) => sensor) },
          'faults could not be recorded',
        );
        if (this.#unrecorded === signals) break;
      }
    }
    this.#isRecording = false;
  }
}
