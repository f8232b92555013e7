import type { SourceName } from '../../core/alarm-report.ts';

/** Texts as small numbers, each text once. */
export class Names {
  readonly #texts: string[] = [];
  readonly #ids = new Map<string, number>();

  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#texts.push(text);
    this.#ids.set(text, this.#texts.length - 1);
    return this.#texts.length - 1;
  }

  text(id: number): string {
    return this.#texts[id] ?? '';
  }
}

/** What can raise an alarm: a type of alarm of one sensor of one site. */
export class Sources {
  readonly #names: SourceName[] = [];
  readonly #ids = new Map<string, number>();

  get size(): number {
    return this.#names.length;
  }

  idOf(site: string, sensor: string, type: string): number {
    const key = JSON.stringify([site, sensor, type]);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#names.push({ site, sensor, type });
    this.#ids.set(key, this.#names.length - 1);
    return this.#names.length - 1;
  }

  name(id: number): SourceName {
    return this.#names[id] ?? { site: '', sensor: '', type: '' };
  }

  /** By site, sensor and type; breaks ties where two sources count the same. */
  compare(a: number, b: number): number {
    const [one, other] = [this.name(a), this.name(b)];
    return (
      compareTexts(one.site, other.site) || compareTexts(one.sensor, other.sensor) || compareTexts(one.type, other.type)
    );
  }
}

/** By code unit, so that the order is the same everywhere. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
