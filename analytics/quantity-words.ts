import { SENSOR_LABEL, SITE_LABEL, type Series } from '../core/series.ts';
import { shortName } from './plain-words.ts';

/** How the numbers of a series are told to people. */
interface Quantity {
  /** Empty where the name says it. */
  readonly unit: string;
  /** Numbers are multiplied by it: a ratio is told in percent. */
  readonly factor?: number;
  /** Large numbers get a prefix: 4,200,000 B are 4.2 MB. */
  readonly isPrefixed?: boolean;
  /** What readings can be. A band that reaches further is told as ending there. */
  readonly range?: Range;
}

type Range = readonly [least: number, most: number];

const FROM_ZERO: Range = [0, Infinity];
const ANY: Range = [-Infinity, Infinity];

/** By how the metric's name ends; the first that fits counts. An ending that its unit says is left out of the name. */
const QUANTITIES: readonly (readonly [ending: string, quantity: Quantity])[] = [
  ['_bytes_per_second', { unit: 'B/s', isPrefixed: true, range: FROM_ZERO }],
  ['_bits_per_second', { unit: 'bit/s', isPrefixed: true, range: FROM_ZERO }],
  ['_per_second', { unit: 'a second', range: FROM_ZERO }],
  ['_bytes', { unit: 'B', isPrefixed: true, range: FROM_ZERO }],
  ['_ratio', { unit: '%', factor: 100, range: [0, 1] }],
  ['_percent', { unit: '%', range: [0, 100] }],
  ['_celsius', { unit: '°C' }],
  ['_fahrenheit', { unit: '°F' }],
  ['_watts', { unit: 'W' }],
  ['_volts', { unit: 'V' }],
  ['_amperes', { unit: 'A' }],
  ['_kilojoules', { unit: 'kJ', range: FROM_ZERO }],
  ['_milliseconds', { unit: 'ms', range: FROM_ZERO }],
  ['_seconds', { unit: 's', range: FROM_ZERO }],
  ['_bpm', { unit: 'bpm', range: FROM_ZERO }],
  ['_dbm', { unit: 'dBm' }],
  ['_count', { unit: '', range: FROM_ZERO }],
];

const UNIT_SIGNS: ReadonlyMap<string, string> = new Map([
  ['C', '°C'],
  ['F', '°F'],
]);
const PREFIXES = ['', 'k', 'M', 'G', 'T'] as const;
/** Beyond these, digits are neither exact nor readable. */
const MOST_DECIMALS = 12;
const MOST_ZEROS = 300;

/** `network_receive_bytes_per_second{interface="eth0"}` is `network receive (eth0)`. Bounded. */
export function nameInWords({ metric, labels }: Series): string {
  const [ending, quantity] = quantityOf(metric);
  const name = quantity?.unit ? metric.slice(0, -ending.length) : metric;
  const further = [...labels].flatMap(([label, value]) =>
    label === SITE_LABEL || label === SENSOR_LABEL ? [] : value,
  );
  const suffix = further.length === 0 ? '' : ` (${shortName(spaced(further.join(', ')))})`;
  return `${shortName(spaced(name))}${suffix}`;
}

export interface Numbers {
  readonly observed: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/** The same unit and rounding for all: `31.2 °C`, `19.7`, `18.9`, `20.4`. */
export interface NumbersInWords {
  readonly observed: string;
  readonly expected: string;
  readonly lower: string;
  readonly upper: string;
}

export function numbersInWords(numbers: Numbers, { metric, unit }: Series): NumbersInWords {
  const quantity = quantityOf(metric)[1] ?? { unit: spaced(shortName(UNIT_SIGNS.get(unit ?? '') ?? unit ?? '')) };
  const { prefix, factor } = scaleOf(quantity, numbers);
  const decimals = decimalsOf(numbers, factor);
  const [least, most] = rangeOf(quantity, numbers.observed);
  const inWords = (value: number): string => rounded(Math.min(most, Math.max(least, value)) * factor, decimals);
  return {
    observed: `${inWords(numbers.observed)} ${prefix}${quantity.unit}`.trimEnd(),
    expected: inWords(numbers.expected),
    lower: inWords(numbers.lower),
    upper: inWords(numbers.upper),
  };
}

/** A device that reports what its metric's name says is impossible is told as it is. */
function rangeOf({ range = ANY }: Quantity, observed: number): Range {
  return observed >= range[0] && observed <= range[1] ? range : ANY;
}

function quantityOf(metric: string): readonly [ending: string, quantity: Quantity | undefined] {
  return QUANTITIES.find(([ending]) => metric.endsWith(ending) && metric !== ending) ?? ['', undefined];
}

function spaced(text: string): string {
  return text.replaceAll(/[\s_\p{Cc}]+/gu, ' ').trim();
}

function scaleOf({ isPrefixed = false, factor = 1 }: Quantity, { observed, lower, upper }: Numbers) {
  if (!isPrefixed) return { prefix: '', factor };
  const largest = Math.max(Math.abs(observed), Math.abs(lower), Math.abs(upper));
  const thousands = Math.floor(Math.log10(Math.max(largest, 1)) / 3);
  const exponent = Math.min(thousands, PREFIXES.length - 1);
  return { prefix: PREFIXES[exponent] ?? '', factor: factor / 1000 ** exponent };
}

/** Steps of at most a third of the band's half-width, a tenth of that for whole numbers, and three digits of the deviation. */
function decimalsOf({ observed, expected, lower, upper }: Numbers, factor: number): number {
  const ofBand = Math.ceil(-Math.log10((factor * (upper - lower)) / 2 / 3));
  const ofDeviation = 2 - Math.floor(Math.log10(Math.abs(factor * (observed - expected))));
  const decimals = Math.min(ofBand, ofDeviation);
  return decimals > 0 ? Math.min(decimals, MOST_DECIMALS) : Math.min(0, Math.max(decimals + 1, -MOST_ZEROS));
}

function rounded(value: number, decimals: number): string {
  const step = 10 ** -decimals;
  const number = decimals > 0 ? Number(value.toFixed(decimals)) : Math.round(value / step) * step;
  return String(number + 0);
}
