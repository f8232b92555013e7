import type { Aspect, Row } from './aspect.ts';

const WINDOWS = [12, 48, 192] as const;

/** The largest less the smallest of the last values. */
export class RangeAspect implements Aspect {
  readonly name = 'range';
  readonly measures = WINDOWS.length;

  measure({ recent }: Row, sizes: Float64Array): void {
    let largest = -Infinity;
    let smallest = Infinity;
    let lag = 0;
    for (let index = 0; index < this.measures; index += 1) {
      const window = WINDOWS[index] ?? 0;
      if (recent.rows < window) {
        sizes[index] = 0;
        continue;
      }
      for (; lag < window; lag += 1) {
        const value = recent.at(lag);
        if (value > largest) largest = value;
        if (value < smallest) smallest = value;
      }
      sizes[index] = largest - smallest;
    }
  }
}
