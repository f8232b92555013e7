import { AgedMap } from '../aged-map.ts';
import type { Closed, Opened } from './deed.ts';
import { LiveModel, type Judgement, type Lesson } from './live-model.ts';
import type { ModelVersion } from './model-version.ts';

/** The version of what ranks before any model was fitted: rules, and the rates of what was closed. */
export const RULES = 'rules';
/** Events that may still be closed, or closed again; the oldest is forgotten, and then teaches nothing. */
const MOST_LESSONS = 20_000;

/** One model at work: what it said of which event, and what it has yet to learn. */
export class Standing {
  readonly version: ModelVersion | undefined;
  readonly #model: LiveModel;
  #isPastOfModel: boolean;
  readonly #lessons = new AgedMap<Lesson>(MOST_LESSONS);
  /** Closings that nothing has been ranked after. Of what happens in the same millisecond neither knows of the other. */
  #toLearn: Closed[] = [];

  /** @throws Failure when the version was made for other features. */
  constructor(version: ModelVersion | undefined) {
    this.version = version;
    this.#model = new LiveModel(version);
    this.#isPastOfModel = version !== undefined;
  }

  get id(): string {
    return this.version?.id ?? RULES;
  }

  /** From here on everything is new to the model, even if a clock that was set back says otherwise. */
  beginLive(): void {
    this.#isPastOfModel = false;
  }

  /** `undefined` for what the model was fitted on. */
  opened({ eventId, atMillis, row }: Opened): Judgement | undefined {
    this.#learnBefore(atMillis);
    if (atMillis > (this.version?.untilMillis ?? -Infinity)) this.#isPastOfModel = false;
    if (this.#isPastOfModel) {
      this.#lessons.set(eventId, this.#model.pass(row));
      return undefined;
    }
    const judgement = this.#model.judge(row);
    this.#lessons.set(eventId, judgement.lesson);
    return judgement;
  }

  closed(deed: Closed): void {
    this.#toLearn.push(deed);
  }

  /** What it said of an event when it opened. */
  saidOf(eventId: string): number | undefined {
    return this.#lessons.get(eventId)?.judged?.logOdds;
  }

  #learnBefore(millis: number): void {
    if (this.#toLearn.length === 0) return;
    const due = this.#toLearn.filter(({ atMillis }) => atMillis !== millis);
    for (const { eventId, label } of due) {
      const lesson = this.#lessons.get(eventId);
      if (lesson !== undefined) this.#model.learn(lesson, label);
    }
    this.#toLearn = this.#toLearn.filter(({ atMillis }) => atMillis === millis);
  }
}
