import type { SeriesState } from './series-list.ts';

/** Tells which series have a reading that was not there when it was last asked. */
export class LatestChanges {
  readonly #seen = new Map<string, string>();

  changesIn(all: readonly SeriesState[]): readonly SeriesState[] {
    const changed = all.filter(({ key, latest }) => latest !== undefined && this.#seen.get(key) !== latest.at);
    for (const { key, latest } of changed) if (latest !== undefined) this.#seen.set(key, latest.at);
    return changed;
  }
}
