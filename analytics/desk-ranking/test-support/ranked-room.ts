import { Registry } from 'prom-client';
import type { Disposition } from '../../../core/action.ts';
import type { Event } from '../../../core/event.ts';
import type { Likelihood } from '../../../core/likelihood.ts';
import { silentLogger } from '../../../test/support/recording-sink.ts';
import { sampleEvent, sampleSignal } from '../../../test/support/sample-records.ts';
import { madeUpRoom } from '../../ranking/test-support/room.ts';
import { deedOfChange, openedDeed, type Deed } from '../deed.ts';
import { DeskRanking } from '../desk-ranking.ts';
import { RankingMetrics } from '../metrics.ts';

const START = Date.UTC(2026, 0, 1);
export const MINUTE = 60_000;

export interface Happening {
  readonly site?: string;
  readonly sensor?: string;
  readonly type?: string;
}

/** A desk as ranking sees it: events open and are closed, and the trail remembers the deeds. */
export class RankedRoom {
  ranking: DeskRanking;
  readonly trail: Deed[] = [];
  withdrawn = 0;
  atMillis = START;
  readonly #ids: string;
  readonly #earlyShare: number;
  #opened = 0;

  constructor(earlyShare = 0, ids = 'event') {
    this.#ids = ids;
    this.#earlyShare = earlyShare;
    this.ranking = this.#newRanking();
  }

  /** A new process with the same trail. */
  async restart(versions: Parameters<DeskRanking['rebuild']>[0] = this.ranking.versions): Promise<void> {
    this.ranking = this.#newRanking();
    await this.ranking.rebuild(versions, this.trail);
  }

  open({ site = 'lab', sensor = 'door', type = 'motion' }: Happening = {}) {
    const id = `${this.#ids}-${(this.#opened += 1)}`;
    const signal = sampleSignal({ id: `signal of ${id}`, site, sensor, type });
    const event = sampleEvent({ id, site, sensor, openedAtMillis: this.atMillis, signals: [signal] });
    const likelihood = this.ranking.opened(event, signal);
    if (likelihood === undefined) throw new Error('it was not ranked');
    this.trail.push(openedDeed(event, signal));
    return { signal, event: { ...event, likelihood }, likelihood };
  }

  close(event: Event, disposition: Disposition): Event {
    const closed: Event = { ...event, state: 'closed', disposition, closedAtMillis: this.atMillis };
    this.#change(closed, event);
    return closed;
  }

  /** Takes the closing back. */
  undo(closed: Event): void {
    const { disposition: _disposition, closedAtMillis: _closedAtMillis, ...open } = closed;
    this.#change({ ...open, state: 'taken', changedAtMillis: this.atMillis }, closed);
  }

  /** Events of doors and cameras, each closed a minute after it opened. */
  playMadeUp(count: number, seed: number): readonly Likelihood[] {
    const beganMillis = this.atMillis;
    return madeUpRoom(count, seed).map(({ timeSeconds, site, sensor, type, label }, _index, all) => {
      this.atMillis = beganMillis + (timeSeconds - (all[0]?.timeSeconds ?? 0)) * 1000;
      const { event, likelihood } = this.open({ site, sensor, type });
      this.atMillis += 5000;
      this.close(event, label === 1 ? 'true' : 'false');
      return likelihood;
    });
  }

  #change(event: Event, previous: Event): void {
    const deed = deedOfChange({ event, previous });
    if (deed !== undefined) this.trail.push(deed);
    this.ranking.follow([{ event, previous }]);
  }

  #newRanking(): DeskRanking {
    return new DeskRanking({
      earlyShare: this.#earlyShare,
      mostOpenings: 200_000,
      logger: silentLogger,
      metrics: new RankingMetrics(new Registry()),
      onWithdrawn: () => void (this.withdrawn += 1),
    });
  }
}
