import { DEMO_SITE, type Event } from '../../core/event.ts';
import type { Likelihood } from '../../core/likelihood.ts';
import type { DeskChange } from '../../core/ports/desk.ts';
import type { EventRanking } from '../../core/ports/event-ranking.ts';
import type { Contribution } from '../../core/priority.ts';
import type { Signal } from '../../core/signal.ts';
import { likelihoodBand } from '../ranking/likelihood-band.ts';
import { sigmoid } from '../ranking/models/model.ts';
import { CallLedger } from './call-ledger.ts';
import { earlyShowing } from './early-showing.ts';
import { eventRow } from './event-row.ts';
import { withJoined } from './joined-sensors.ts';
import { LiveModel, type Lesson } from './live-model.ts';
import { plainSentence } from './plain-sentence.ts';
import { RecentCompany } from './recent-company.ts';

export interface DeskRankingOptions {
  /** Share of the low bands that is shown early, 0 to 1. */
  readonly earlyShare: number;
}

/** Rules and the rates of what was closed: what ranks until there is more to learn from. */
const RULES = 'rules';
/** Events that may still be closed or closed again; the oldest is forgotten, and then teaches nothing. */
const MOST_LESSONS = 20_000;
const MOST_REASONS = 5;
const FURTHER_REASONS = 'everything else';

interface Asked {
  readonly lesson: Lesson;
  readonly site: string;
  readonly sensor: string;
}

interface Closing {
  readonly asked: Asked;
  readonly label: 0 | 1;
  readonly atMillis: number;
}

/** Ranks the events of the desk as they open, and learns as they are closed. */
export class DeskRanking implements EventRanking {
  readonly #options: DeskRankingOptions;
  readonly #model = new LiveModel();
  readonly #ledger = new CallLedger();
  readonly #company = new RecentCompany();
  readonly #asked = new Map<string, Asked>();
  /** Closings that nothing has been ranked after. Of what happens in the same millisecond neither knows of the other. */
  #closings: readonly Closing[] = [];
  readonly #known = new WeakMap<Signal, Likelihood>();

  constructor(options: DeskRankingOptions) {
    this.#options = options;
  }

  opened(event: Event, signal: Signal): Likelihood {
    const known = this.#known.get(signal);
    if (known !== undefined) return known;
    this.#learnUntil(event.openedAtMillis);
    const atSeconds = event.openedAtMillis / 1000;
    const { logOdds, reasons, lesson } = this.#model.judge(eventRow(event, signal));
    const probability = sigmoid(logOdds);
    const band = likelihoodBand(probability);
    const early = earlyShowing(event.id, band, this.#options.earlyShare);
    const likelihood: Likelihood = {
      probability,
      band,
      model: RULES,
      reasons: shortened(reasons),
      sentence: plainSentence({
        ...this.#company.meet(event.site, event.sensor, atSeconds),
        ofSensor: this.#ledger.callsOf(sensorKey(event), atSeconds),
        ofSite: this.#ledger.callsOf(event.site, atSeconds),
      }),
      ...(early === undefined ? {} : { early }),
    };
    this.#remember(event, lesson);
    this.#known.set(signal, likelihood);
    return likelihood;
  }

  joined(likelihood: Likelihood, event: Event, signal: Signal): Likelihood {
    return withJoined(likelihood, event, signal);
  }

  follow(changes: readonly DeskChange[]): void {
    for (const { event, previous } of changes) {
      if (event.state === 'closed' && previous?.state !== 'closed') this.#closed(event);
    }
  }

  #closed({ id, site, disposition, closedAtMillis = 0 }: Event): void {
    const asked = this.#asked.get(id);
    const label = labelOf(disposition);
    if (asked === undefined || label === undefined || site === DEMO_SITE) return;
    this.#closings = [...this.#closings, { asked, label, atMillis: closedAtMillis }];
  }

  #learnUntil(millis: number): void {
    if (this.#closings.length === 0) return;
    for (const { asked, label, atMillis } of this.#closings) {
      if (atMillis === millis) continue;
      this.#model.learn(asked.lesson, label);
      this.#ledger.add(asked.site, atMillis / 1000, label);
      this.#ledger.add(sensorKey(asked), atMillis / 1000, label);
    }
    this.#closings = this.#closings.filter(({ atMillis }) => atMillis === millis);
  }

  #remember({ id, site, sensor }: Event, lesson: Lesson): void {
    this.#asked.set(id, { lesson, site, sensor });
    if (this.#asked.size <= MOST_LESSONS) return;
    const oldest = this.#asked.keys().next();
    if (oldest.done !== true) this.#asked.delete(oldest.value);
  }
}

/** Only true and false teach: a fault of the system or a test says nothing of the next alarm. */
function labelOf(disposition: Event['disposition']): 0 | 1 | undefined {
  if (disposition === 'true') return 1;
  return disposition === 'false' ? 0 : undefined;
}

function sensorKey({ site, sensor }: { readonly site: string; readonly sensor: string }): string {
  return JSON.stringify([site, sensor]);
}

/** The first, which is what is usual here, and the weightiest; the rest added up. Sums of these fractions are exact. */
function shortened(reasons: readonly Contribution[]): readonly Contribution[] {
  const rest = reasons.slice(MOST_REASONS + 1).reduce((sum, { value }) => sum + value, 0);
  const kept = reasons.slice(0, MOST_REASONS + 1);
  return rest === 0 ? kept : [...kept, { name: FURTHER_REASONS, value: rest }];
}
