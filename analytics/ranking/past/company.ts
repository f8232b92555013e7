import type { CompanyView } from './company-view.ts';

/** How far back an event looks for others of its site. */
const REACH_SECONDS = 3600;
const NEAR_SECONDS = 60;
const MIDDLE_SECONDS = 600;
/** A power of two. A site busier than this within the hour is judged by its latest events. */
const REMEMBERED = 128;
const MASK = REMEMBERED - 1;
const MOST_TYPES = 32;

interface Ring {
  readonly times: Float64Array;
  readonly types: Int32Array;
  readonly sensors: Int32Array;
  readonly rarities: Float64Array;
  written: number;
}

/** What else the site reported shortly before: the company in which an event opens. */
export class Company implements CompanyView {
  readonly #rings: Ring[] = [];
  /** Of the event last looked at: the distinct types before it, latest first, each with its age and whether its sensor was the same. */
  readonly from = 0;
  to = 0;
  readonly types = new Int32Array(MOST_TYPES);
  readonly agesSeconds = new Float64Array(MOST_TYPES);
  readonly sameSensor = new Uint8Array(MOST_TYPES);
  /** Independent detectors: distinct other sensors, and other types, within a minute and within ten. */
  sensorsNear = 0;
  sensorsMiddle = 0;
  typesNear = 0;
  typesMiddle = 0;
  rarestNear = 0;
  rarestMiddle = 0;
  /** By sensor, the number of the look that last counted it within ten minutes, and within one. */
  #countedAt = new Int32Array(64);
  #countedNearAt = new Int32Array(64);
  #looks = 0;

  look(site: number, timeSeconds: number, type: number, sensor: number): void {
    this.#clear();
    const ring = this.#ring(site);
    const oldest = Math.max(0, ring.written - REMEMBERED);
    for (let at = ring.written - 1; at >= oldest; at--) {
      const slot = at & MASK;
      const age = timeSeconds - (ring.times[slot] ?? 0);
      if (age > REACH_SECONDS) break;
      const otherType = ring.types[slot] ?? 0;
      const otherSensor = ring.sensors[slot] ?? 0;
      this.#noteType(otherType, age, otherSensor === sensor, otherType !== type);
      if (age > MIDDLE_SECONDS) continue;
      const rarity = ring.rarities[slot] ?? 0;
      this.rarestMiddle = Math.max(this.rarestMiddle, rarity);
      if (otherSensor !== sensor) this.#noteSensor(otherSensor, age);
      if (age <= NEAR_SECONDS) this.rarestNear = Math.max(this.rarestNear, rarity);
    }
  }

  remember(site: number, timeSeconds: number, type: number, sensor: number, rarity: number): void {
    const ring = this.#ring(site);
    const slot = ring.written & MASK;
    ring.times[slot] = timeSeconds;
    ring.types[slot] = type;
    ring.sensors[slot] = sensor;
    this.#ensure(sensor);
    ring.rarities[slot] = rarity;
    ring.written++;
  }

  #noteType(type: number, age: number, sameSensor: boolean, other: boolean): void {
    for (let index = 0; index < this.to; index++) {
      if (this.types[index] !== type) continue;
      if (sameSensor && age <= NEAR_SECONDS) this.sameSensor[index] = 1;
      return;
    }
    if (this.to === MOST_TYPES) return;
    this.types[this.to] = type;
    this.agesSeconds[this.to] = age;
    this.sameSensor[this.to] = sameSensor && age <= NEAR_SECONDS ? 1 : 0;
    this.to++;
    if (!other) return;
    if (age <= NEAR_SECONDS) this.typesNear++;
    if (age <= MIDDLE_SECONDS) this.typesMiddle++;
  }

  #noteSensor(sensor: number, age: number): void {
    if (this.#countedAt[sensor] !== this.#looks) {
      this.#countedAt[sensor] = this.#looks;
      this.sensorsMiddle++;
    }
    if (age > NEAR_SECONDS || this.#countedNearAt[sensor] === this.#looks) return;
    this.#countedNearAt[sensor] = this.#looks;
    this.sensorsNear++;
  }

  #ensure(sensor: number): void {
    if (sensor < this.#countedAt.length) return;
    this.#countedAt = enlarged(this.#countedAt, sensor);
    this.#countedNearAt = enlarged(this.#countedNearAt, sensor);
  }

  #clear(): void {
    this.to = 0;
    this.typesNear = 0;
    this.typesMiddle = 0;
    this.rarestNear = 0;
    this.rarestMiddle = 0;
    this.sensorsNear = 0;
    this.sensorsMiddle = 0;
    this.#looks++;
  }

  #ring(site: number): Ring {
    return (this.#rings[site] ??= {
      times: new Float64Array(REMEMBERED),
      types: new Int32Array(REMEMBERED),
      sensors: new Int32Array(REMEMBERED),
      rarities: new Float64Array(REMEMBERED),
      written: 0,
    });
  }
}

function enlarged(array: Int32Array, index: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(index + 1, 2 * array.length));
  larger.set(array);
  return larger;
}
