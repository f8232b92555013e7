import { CallLedger } from './call-ledger.ts';
import { ClosingJournal } from './closing-journal.ts';
import type { Closed, Opened } from './deed.ts';
import type { Judgement } from './live-model.ts';
import type { ModelVersion } from './model-version.ts';
import { plainSentence } from './plain-sentence.ts';
import { RecentCompany } from './recent-company.ts';
import { Standing } from './standing.ts';

/** Which models judge: one that counts, and perhaps one in its shadow. `undefined` is the rules. */
export interface Versions {
  readonly champion: ModelVersion | undefined;
  readonly challenger?: ModelVersion | undefined;
}

/** Everything that ranking remembers. The same deeds in the same order make the same state. */
export class RankingState {
  champion: Standing;
  challenger: Standing | undefined;
  readonly journal = new ClosingJournal();
  readonly #ledger = new CallLedger();
  readonly #company = new RecentCompany();

  /** @throws Failure when a version was made for other features. */
  constructor({ champion, challenger }: Versions) {
    this.champion = new Standing(champion);
    this.challenger = challenger === undefined ? undefined : new Standing(challenger);
  }

  get versions(): Versions {
    return { champion: this.champion.version, challenger: this.challenger?.version };
  }

  beginLive(): void {
    this.champion.beginLive();
    this.challenger?.beginLive();
  }

  /** What the champion says, and why in one sentence. */
  opened(deed: Opened): { readonly judgement: Judgement | undefined; readonly sentence: string } {
    const judgement = this.champion.opened(deed);
    this.challenger?.opened(deed);
    const { site, sensor } = deed.row;
    const atSeconds = deed.atMillis / 1000;
    const sentence = plainSentence({
      ...this.#company.meet(site, sensor, atSeconds),
      ofSensor: this.#ledger.callsOf(sensorKey(site, sensor), atSeconds),
      ofSite: this.#ledger.callsOf(site, atSeconds),
    });
    return { judgement, sentence };
  }

  closed(deed: Closed): void {
    const { eventId, site, sensor, label, atMillis } = deed;
    const said = this.champion.saidOf(eventId);
    const saidInShadow = this.challenger?.saidOf(eventId);
    if (said !== undefined && saidInShadow !== undefined) this.journal.compare(said, saidInShadow, label);
    this.champion.closed(deed);
    this.challenger?.closed(deed);
    this.journal.add(deed, this.champion.id);
    this.#ledger.add(site, atMillis / 1000, label);
    this.#ledger.add(sensorKey(site, sensor), atMillis / 1000, label);
  }

  /** The challenger ranks from now on; what ranked so far is in its shadow no more. */
  promote(): void {
    this.champion = this.challenger ?? this.champion;
    this.dropChallenger();
    this.journal.forgetDrift();
  }

  dropChallenger(): void {
    this.challenger = undefined;
    this.journal.forgetShadow();
  }
}

function sensorKey(site: string, sensor: string): string {
  return JSON.stringify([site, sensor]);
}
