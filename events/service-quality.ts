import type { DeskChange } from '../core/ports/desk.ts';
import type { ServiceStanding } from '../core/ports/service-standing.ts';
import type { Signal, SignalClass } from '../core/signal.ts';

/** What was agreed: at least this share of events is taken within so many seconds. */
export interface ServiceTarget {
  readonly share: number;
  readonly withinSeconds: number;
  /** Where a class has a limit of its own. */
  readonly withinSecondsByClass: Readonly<Partial<Record<SignalClass, number>>>;
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

interface Wait {
  readonly seconds: number;
  readonly signalClass: SignalClass;
}

interface Position {
  readonly kind: ServiceStanding['kind'];
  readonly who: string;
  /** Of the last events; the oldest is overwritten. */
  readonly waits: Wait[];
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
      const seconds = Math.max(0, action.atMillis - event.openedAtMillis) / 1000;
      const wait = { seconds, signalClass: event.class };
      const hour = String(this.#shiftOf(action.atMillis)).padStart(2, '0');
      this.#add('shift', `${hour}:00`, wait, action.atMillis);
      if (action.kind === 'take') this.#add('person', action.by.name, wait, action.atMillis);
    }
  }

  /** How everybody stands by now, shifts first. */
  standings(): readonly ServiceStanding[] {
    const standings = [...this.#positions.values()].map(({ kind, who, waits, isDegraded }) => ({
      kind,
      who,
      takes: waits.length,
      isDegraded,
      targets: this.#options.targets.map((target) => {
        return { share: target.share, withinSeconds: target.withinSeconds, reached: shareWithin(waits, target) };
      }),
    }));
    const rank = ({ kind, who }: ServiceStanding): string => (kind === 'shift' ? ` ${who}` : who);
    return standings.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  #shiftOf(millis: number): number {
    const hour = this.#options.hourOf(millis);
    const starts = [...this.#options.shiftStartHours].sort((a, b) => a - b);
    return starts.findLast((start) => start <= hour) ?? starts.at(-1) ?? 0;
  }

  #add(kind: Position['kind'], who: string, wait: Wait, atMillis: number): void {
    const key = `${kind} ${who}`;
    const position = this.#positions.get(key) ?? { kind, who, waits: [], next: 0, isDegraded: false };
    if (this.#positions.size >= MAX_POSITIONS && !this.#positions.has(key)) return;
    this.#positions.set(key, position);
    position.waits[position.next] = wait;
    position.next = (position.next + 1) % WINDOW_TAKES;
    if (position.waits.length >= LEAST_TAKES) this.#judge(position, atMillis);
  }

  #judge(position: Position, atMillis: number): void {
    const missed = this.#options.targets.find((target) => shareWithin(position.waits, target) < target.share);
    if ((missed !== undefined) === position.isDegraded) return;
    position.isDegraded = missed !== undefined;
    const words = missed === undefined ? 'as agreed again' : this.#words(position, missed);
    const who = position.kind === 'shift' ? `shift from ${position.who}` : position.who;
    this.#options.raise(qualitySignal(who, missed === undefined ? 'left' : 'entered', atMillis, words));
  }

  #words({ waits }: Position, target: ServiceTarget): string {
    const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
    const reached = percent(shareWithin(waits, target));
    const isByClass = Object.keys(target.withinSecondsByClass).length > 0;
    const limit = `${target.withinSeconds} s${isByClass ? ' (or the limit of their class)' : ''}`;
    return `of the last ${waits.length} events ${reached} were taken within ${limit}, ${percent(target.share)} are agreed`;
  }
}

function shareWithin(waits: readonly Wait[], { withinSeconds, withinSecondsByClass }: ServiceTarget): number {
  const inTime = waits.filter(({ seconds, signalClass }) => {
    return seconds <= (withinSecondsByClass[signalClass] ?? withinSeconds);
  });
  return inTime.length / waits.length;
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
