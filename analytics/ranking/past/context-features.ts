import type { Feature, FeatureFamily } from '../feature.ts';
import { Company } from './company.ts';
import { DecayedCounts } from './decayed-counts.ts';
import { DAY_SLOTS, type KeyedRow } from './row-keys.ts';
import { logOfWhole } from './whole-logarithms.ts';

const ONLY_KEY = 0;
const SUNDAY = 0;
const SATURDAY = 6;
const HOURS_A_SLOT = 24 / DAY_SLOTS;

const hourOf = (daySlot: number): number => (daySlot + 0.5) * HOURS_A_SLOT;
const SINES = Float64Array.from({ length: DAY_SLOTS }, (_, slot) => Math.sin((hourOf(slot) * Math.PI) / 12));
const COSINES = Float64Array.from({ length: DAY_SLOTS }, (_, slot) => Math.cos((hourOf(slot) * Math.PI) / 12));

const spans = (family: FeatureFamily, whose: string, reason: string): readonly Feature[] =>
  ['seconds since', 'in 10 min', 'in 1 h', 'in 24 h', 'in all'].map((what) => ({
    name: `${whose} ${what}`,
    family,
    reason,
  }));

const of = (family: FeatureFamily, reason: string, names: readonly string[]): readonly Feature[] =>
  names.map((name) => ({ name, family, reason }));

const FIXED: readonly Feature[] = [
  ...of('clock', 'time of day and week', ['hour', 'hour sine', 'hour cosine', 'weekday', 'weekend']),
  ...spans('load', 'room', 'load of the room'),
  ...spans('load', 'site', 'load of the site'),
  ...spans('rhythm', 'sensor', 'how often this sensor signals'),
  ...spans('rhythm', 'type at site', 'how often the site signals this type'),
  ...spans('rhythm', 'type at sensor', 'how often this sensor signals this type'),
  ...of('novelty', 'how unusual it is here', [
    'rarity of type at site',
    'rarity of type at sensor',
    'rarity of sensor at site',
    'rarity of type in room',
  ]),
  ...of('company', 'other signals of the site just before', [
    'other sensors in 60 s',
    'other sensors in 10 min',
    'other types in 60 s',
    'other types in 10 min',
    'rarest in 60 s',
    'rarest in 10 min',
  ]),
  ...of('place', 'place', ['latitude', 'longitude']),
  ...spans('place', 'cell', 'signals from around this place'),
];

/**
 * What the past alone says about an event, without any disposition: rhythm, novelty, load, company, clock and place. Rows are
 * observed in time order; each row's features are those of the moment before it was counted.
 */
export class ContextFeatures {
  readonly features: readonly Feature[];
  readonly company = new Company();
  readonly #room = new DecayedCounts();
  readonly #types = new DecayedCounts();
  readonly #sites = new DecayedCounts();
  readonly #sensors = new DecayedCounts();
  readonly #typesAtSites = new DecayedCounts();
  readonly #typesAtSensors = new DecayedCounts();
  readonly #cells = new DecayedCounts();

  constructor(numericColumns: readonly string[]) {
    this.features = [
      ...FIXED,
      ...numericColumns.map((name): Feature => ({ name: `column ${name}`, family: 'further-columns', reason: name })),
    ];
  }

  /** Writes the row's features from `at` on, then counts the row. Numbers are `NaN` where nothing is known. */
  observe(row: KeyedRow, out: Float64Array, at: number): void {
    let next = writeClock(row, out, at);
    const { timeSeconds } = row;
    next = this.#spans(this.#room, ONLY_KEY, timeSeconds, out, next);
    const inRoom = this.#room.seen.total;
    next = this.#spans(this.#sites, row.site, timeSeconds, out, next);
    const atSite = this.#sites.seen.total;
    next = this.#spans(this.#sensors, row.sensor, timeSeconds, out, next);
    const bySensor = this.#sensors.seen.total;
    next = this.#spans(this.#typesAtSites, row.typeAtSite, timeSeconds, out, next);
    const typeAtSite = this.#typesAtSites.seen.total;
    next = this.#spans(this.#typesAtSensors, row.typeAtSensor, timeSeconds, out, next);
    const typeBySensor = this.#typesAtSensors.seen.total;
    this.#types.touch(row.type, timeSeconds);
    const rarity = rarityOf(typeAtSite, atSite);
    out[next++] = rarity;
    out[next++] = rarityOf(typeBySensor, bySensor);
    out[next++] = rarityOf(bySensor, atSite);
    out[next++] = rarityOf(this.#types.seen.total, inRoom);
    next = this.#writeCompany(row, rarity, out, next);
    next = this.#writePlace(row, out, next);
    for (let column = 0; column < row.numbers.length; column++) out[next++] = row.numbers[column] ?? NaN;
  }

  #writeCompany(row: KeyedRow, rarity: number, out: Float64Array, at: number): number {
    const { company } = this;
    company.look(row.site, row.timeSeconds, row.type, row.sensor);
    company.remember(row.site, row.timeSeconds, row.type, row.sensor, rarity);
    out[at] = company.sensorsNear;
    out[at + 1] = company.sensorsMiddle;
    out[at + 2] = company.typesNear;
    out[at + 3] = company.typesMiddle;
    out[at + 4] = company.rarestNear;
    out[at + 5] = company.rarestMiddle;
    return at + 6;
  }

  #writePlace(row: KeyedRow, out: Float64Array, at: number): number {
    const { latitude, longitude, fine } = row.place;
    out[at] = latitude;
    out[at + 1] = longitude;
    if (fine !== undefined) return this.#spans(this.#cells, fine.id, row.timeSeconds, out, at + 2);
    out.fill(NaN, at + 2, at + 7);
    return at + 7;
  }

  #spans(counts: DecayedCounts, key: number, timeSeconds: number, out: Float64Array, at: number): number {
    counts.touch(key, timeSeconds);
    const { seen } = counts;
    out[at] = Math.log(1 + seen.sinceSeconds);
    out[at + 1] = Math.log(1 + seen.in10Minutes);
    out[at + 2] = Math.log(1 + seen.inHour);
    out[at + 3] = Math.log(1 + seen.inDay);
    out[at + 4] = logOfWhole(1 + seen.total);
    return at + 5;
  }
}

function writeClock(row: KeyedRow, out: Float64Array, at: number): number {
  out[at] = hourOf(row.daySlot);
  out[at + 1] = SINES[row.daySlot] ?? NaN;
  out[at + 2] = COSINES[row.daySlot] ?? NaN;
  out[at + 3] = row.weekday;
  out[at + 4] = row.weekday === SUNDAY || row.weekday === SATURDAY ? 1 : 0;
  return at + 5;
}

/** Logarithm of how many times rarer than the whole. */
function rarityOf(times: number, ofAll: number): number {
  return logOfWhole(ofAll + 2) - logOfWhole(times + 1);
}
