import { SERVICE_KINDS, type ServiceKind, type ServiceStanding } from '../core/ports/service-standing.ts';
import type { DeskChange } from '../core/ports/desk.ts';
import type { Signal, SignalClass } from '../core/signal.ts';
import { answersIn, type ServiceAnswer } from './service-answers.ts';

/** What was agreed: at least this share of events is answered within so many seconds. */
export interface ServiceTarget {
  readonly share: number;
  readonly withinSeconds: number;
  /** Where a class has a limit of its own. */
  readonly withinSecondsByClass: Readonly<Partial<Record<SignalClass, number>>>;
}

export interface ServiceQualityOptions {
  /** For being taken in charge. */
  readonly targets: readonly ServiceTarget[];
  /** From being taken to being worked on. */
  readonly responseTargets: readonly ServiceTarget[];
  /** From opening to closing. */
  readonly closeTargets: readonly ServiceTarget[];
  /** Local hours at which shifts begin. */
  readonly shiftStartHours: readonly number[];
  /** Hours, 0 to 23, on the clock of the control room. */
  readonly hourOf: (millis: number) => number;
  readonly raise: (signal: Signal) => void;
}

/** Answers of each kind that a judgement looks back on, and the least it needs. */
const WINDOW_ANSWERS = 50;
const LEAST_ANSWERS = 20;
const MAX_POSITIONS = 1000;

const DONE: Readonly<Record<ServiceKind, string>> = {
  take: 'were taken',
  response: 'were worked on',
  close: 'were closed',
};

/** The latest answers of one kind; the oldest is overwritten. */
interface Window {
  readonly answers: ServiceAnswer[];
  next: number;
}

interface Position {
  readonly kind: ServiceStanding['kind'];
  readonly who: string;
  readonly windows: Readonly<Record<ServiceKind, Window>>;
  isDegraded: boolean;
}

/**
 * Compares each person's and shift's latest answers to the agreement. An event that escalates before anybody took it
 * counts for the shift with the time it has waited so far.
 */
export class ServiceQuality {
  readonly #options: ServiceQualityOptions;
  readonly #targets: Readonly<Record<ServiceKind, readonly ServiceTarget[]>>;
  readonly #positions = new Map<string, Position>();

  constructor(options: ServiceQualityOptions) {
    this.#options = options;
    this.#targets = { take: options.targets, response: options.responseTargets, close: options.closeTargets };
  }

  follow(changes: readonly DeskChange[]): void {
    for (const answer of changes.flatMap(answersIn)) {
      const hour = String(this.#shiftOf(answer.atMillis)).padStart(2, '0');
      this.#add('shift', `${hour}:00`, answer);
      if (answer.by !== undefined) this.#add('person', answer.by, answer);
    }
  }

  /** How everybody stands by now, shifts first. */
  standings(): readonly ServiceStanding[] {
    const standings = [...this.#positions.values()].map(({ kind, who, windows, isDegraded }) => ({
      kind,
      who,
      takes: windows.take.answers.length,
      isDegraded,
      targets: SERVICE_KINDS.flatMap((of) =>
        this.#targets[of].map((target) => {
          const { answers } = windows[of];
          const reached = answers.length === 0 ? null : shareWithin(answers, target);
          return { of, share: target.share, withinSeconds: target.withinSeconds, reached };
        }),
      ),
    }));
    const rank = ({ kind, who }: ServiceStanding): string => (kind === 'shift' ? ` ${who}` : who);
    return standings.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  #shiftOf(millis: number): number {
    const hour = this.#options.hourOf(millis);
    const starts = [...this.#options.shiftStartHours].sort((a, b) => a - b);
    return starts.findLast((start) => start <= hour) ?? starts.at(-1) ?? 0;
  }

  #add(kind: Position['kind'], who: string, answer: ServiceAnswer): void {
    const key = `${kind} ${who}`;
    const position = this.#positions.get(key) ?? newPosition(kind, who);
    if (this.#positions.size >= MAX_POSITIONS && !this.#positions.has(key)) return;
    this.#positions.set(key, position);
    const window = position.windows[answer.of];
    window.answers[window.next] = answer;
    window.next = (window.next + 1) % WINDOW_ANSWERS;
    if (window.answers.length >= LEAST_ANSWERS) this.#judge(position, answer.atMillis);
  }

  #judge(position: Position, atMillis: number): void {
    const words = this.#missed(position);
    if ((words !== undefined) === position.isDegraded) return;
    position.isDegraded = words !== undefined;
    const who = position.kind === 'shift' ? `shift from ${position.who}` : position.who;
    const phase = words === undefined ? 'left' : 'entered';
    this.#options.raise(qualitySignal(who, phase, atMillis, words ?? 'as agreed again'));
  }

  /** The first target that is missed, in words. */
  #missed({ windows }: Position): string | undefined {
    for (const of of SERVICE_KINDS) {
      const { answers } = windows[of];
      if (answers.length < LEAST_ANSWERS) continue;
      const missed = this.#targets[of].find((target) => shareWithin(answers, target) < target.share);
      if (missed !== undefined) return wordsOf(of, answers, missed);
    }
    return undefined;
  }
}

function newPosition(kind: Position['kind'], who: string): Position {
  const none = (): Window => ({ answers: [], next: 0 });
  return { kind, who, windows: { take: none(), response: none(), close: none() }, isDegraded: false };
}

function wordsOf(of: ServiceKind, answers: readonly ServiceAnswer[], target: ServiceTarget): string {
  const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
  const reached = percent(shareWithin(answers, target));
  const isByClass = Object.keys(target.withinSecondsByClass).length > 0;
  const limit = `${target.withinSeconds} s${isByClass ? ' (or the limit of their class)' : ''}`;
  return `of the last ${answers.length} events ${reached} ${DONE[of]} within ${limit}, ${percent(target.share)} are agreed`;
}

function shareWithin(
  answers: readonly ServiceAnswer[],
  { withinSeconds, withinSecondsByClass }: ServiceTarget,
): number {
  const inTime = answers.filter(({ seconds, signalClass }) => {
    return seconds <= (withinSecondsByClass[signalClass] ?? withinSeconds);
  });
  return inTime.length / answers.length;
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
