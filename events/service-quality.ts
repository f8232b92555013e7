import type { DeskChange } from '../core/ports/desk.ts';
import type { Signal } from '../core/signal.ts';

/** What was agreed: at least this share of events is taken within so many seconds. */
export interface ServiceTarget {
  readonly share: number;
  readonly withinSeconds: number;
}

export interface ServiceQualityOptions {
  readonly targets: readonly ServiceTarget[];
  /** Local hours at which shifts begin. */
  readonly shiftStartHours: readonly number[];
  /** Hours, 0 to 23, on the clock of the control room. */
  readonly hourOf: (millis: number) => number;
  readonly raise: (signal: Signal) => void;
}

/** Takes that a judgement looks back on, and the least it needs. */
const WINDOW_TAKES = 50;
const LEAST_TAKES = 20;
const MAX_POSITIONS = 1000;

interface Position {
  /** Seconds each of the last events waited; the oldest is overwritten. */
  readonly waits: number[];
  next: number;
  isDegraded: boolean;
}

/**
 * Compares each person's and shift's latest takes to the agreement. An event that escalates before anybody took it
 * counts for the shift with the time it has waited so far.
 */
export class ServiceQuality {
  readonly #options: ServiceQualityOptions;
  readonly #positions = new Map<string, Position>();

  constructor(options: ServiceQualityOptions) {
    this.#options = options;
  }

  follow(changes: readonly DeskChange[]): void {
    for (const { event, action } of changes) {
      if (action?.kind !== 'take' && action?.kind !== 'escalate') continue;
      if (action.kind === 'escalate' && event.state !== 'new') continue;
      const waitedSeconds = Math.max(0, action.atMillis - event.openedAtMillis) / 1000;
      const shift = this.#shiftOf(action.atMillis);
      this.#add(`shift from ${String(shift).padStart(2, '0')}:00`, waitedSeconds, action.atMillis);
      if (action.kind === 'take') this.#add(action.by.name, waitedSeconds, action.atMillis);
    }
  }

  #shiftOf(millis: number): number {
    const hour = this.#options.hourOf(millis);
    const starts = [...this.#options.shiftStartHours].sort((a, b) => a - b);
    return starts.findLast((start) => start <= hour) ?? starts.at(-1) ?? 0;
  }

  #add(who: string, waitedSeconds: number, atMillis: number): void {
    const position = this.#positions.get(who) ?? { waits: [], next: 0, isDegraded: false };
    if (this.#positions.size >= MAX_POSITIONS && !this.#positions.has(who)) return;
    this.#positions.set(who, position);
    position.waits[position.next] = waitedSeconds;
    position.next = (position.next + 1) % WINDOW_TAKES;
    if (position.waits.length >= LEAST_TAKES) this.#judge(who, position, atMillis);
  }

  #judge(who: string, position: Position, atMillis: number): void {
    const missed = this.#options.targets.find((target) => shareWithin(position.waits, target) < target.share);
    if ((missed !== undefined) === position.isDegraded) return;
    position.isDegraded = missed !== undefined;
    const words = missed === undefined ? 'as agreed again' : this.#words(position, missed);
    this.#options.raise(qualitySignal(who, missed === undefined ? 'left' : 'entered', atMillis, words));
  }

  #words({ waits }: Position, target: ServiceTarget): string {
    const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
    const reached = percent(shareWithin(waits, target));
    return `of the last ${waits.length} events ${reached} were taken within ${target.withinSeconds} s, ${percent(target.share)} are agreed`;
  }
}

function shareWithin(waits: readonly number[], { withinSeconds }: ServiceTarget): number {
  return waits.filter((seconds) => seconds <= withinSeconds).length / waits.length;
}

function qualitySignal(who: string, phase: Signal['phase'], atMillis: number, message: string): Signal {
  return {
    id: `service-level:${who}:${atMillis}:${phase}`,
    kind: 'pipeline-fault',
    type: 'service-level',
    class: 'technical',
    phase,
    site: 'telltale',
    sensor: who,
    observedAtMillis: atMillis,
    receivedAtMillis: atMillis,
    message,
  };
}
