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
export class Company {
  readonly #rings: Ring[] = [];
  /** Of the event last looked at: the distinct types before it, latest first, each with its age and whether its sensor was the same. */
  typeCount = 0;
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
  readonly #sensorSeen = new Set<number>();
  readonly #sensorSeenNear = new Set<number>();

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
      if (otherSensor !== sensor) this.#sensorSeen.add(otherSensor);
      if (age > NEAR_SECONDS) continue;
      this.rarestNear = Math.max(this.rarestNear, rarity);
      if (otherSensor !== sensor) this.#sensorSeenNear.add(otherSensor);
    }
    this.sensorsMiddle = this.#sensorSeen.size;
    this.sensorsNear = this.#sensorSeenNear.size;
  }

  remember(site: number, timeSeconds: number, type: number, sensor: number, rarity: number): void {
    const ring = this.#ring(site);
    const slot = ring.written & MASK;
    ring.times[slot] = timeSeconds;
    ring.types[slot] = type;
    ring.sensors[slot] = sensor;
    ring.rarities[slot] = rarity;
    ring.written++;
  }

  #noteType(type: number, age: number, sameSensor: boolean, other: boolean): void {
    for (let index = 0; index < this.typeCount; index++) {
      if (this.types[index] !== type) continue;
      if (sameSensor && age <= NEAR_SECONDS) this.sameSensor[index] = 1;
      return;
    }
    if (this.typeCount === MOST_TYPES) return;
    this.types[this.typeCount] = type;
    this.agesSeconds[this.typeCount] = age;
    this.sameSensor[this.typeCount] = sameSensor && age <= NEAR_SECONDS ? 1 : 0;
    this.typeCount++;
    if (!other) return;
    if (age <= NEAR_SECONDS) this.typesNear++;
    if (age <= MIDDLE_SECONDS) this.typesMiddle++;
  }

  #clear(): void {
    this.typeCount = 0;
    this.typesNear = 0;
    this.typesMiddle = 0;
    this.rarestNear = 0;
    this.rarestMiddle = 0;
    this.#sensorSeen.clear();
    this.#sensorSeenNear.clear();
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
