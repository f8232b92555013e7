import type { SeededRandom } from './seeded-random.ts';

/** The value of a series at its n-th second. Made anew for each seed, so that a generator may keep state. */
export type SeriesGenerator = (random: SeededRandom) => (second: number) => number;

const clamp = (value: number, lower: number, upper: number): number => Math.min(upper, Math.max(lower, value));

/** Series without anything wrong, of the kinds that make naive detectors cry wolf. */
export const HEALTHY_SERIES: Readonly<Record<string, SeriesGenerator>> = {
  'Gaussian noise': (random) => () => 100 + random.gaussian(),
  'noise around zero': (random) => () => random.gaussian(),
  'noise with a small deviation on a large level': (random) => () => 1e6 + 0.1 * random.gaussian(),
  'a bursty CPU': (random) => {
    let burstSecondsLeft = 0;
    return () => {
      if (burstSecondsLeft > 0) burstSecondsLeft -= 1;
      else if (random.uniform() < 1 / 60) burstSecondsLeft = 2 + Math.floor(random.uniform() * 15);
      const load = burstSecondsLeft > 0 ? 40 + 60 * random.uniform() : 4 + 2 * Math.exp(0.5 * random.gaussian());
      return clamp(load, 0, 100);
    };
  },
  'heavy-tailed latencies': (random) => () => 20 * Math.exp(0.6 * random.gaussian()),
  'a thermostat switching on and off': () => (second) => (second % 600 < 240 ? 1 : 0),
  'a noisy square wave': (random) => (second) => (second % 300 < 150 ? 50 : 10) + random.gaussian(),
  'an uptime counter': () => (second) => 5000 + second,
  'a byte counter': (random) => {
    let bytes = 0;
    return () => {
      bytes += Math.floor(1000 * Math.exp(random.gaussian()));
      return bytes;
    };
  },
  'a slow sine wave': () => (second) => 20 + 5 * Math.sin((2 * Math.PI * second) / 7200),
  'a slow sine wave through zero, with noise': (random) => (second) =>
    5 * Math.sin((2 * Math.PI * second) / 3600) + 0.2 * random.gaussian(),
  'a temperature in steps of a tenth': (random) => (second) =>
    Math.round(10 * (21 + 2 * Math.sin((2 * Math.PI * second) / 14_400) + 0.03 * random.gaussian())) / 10,
  'a random walk': (random) => {
    let value = 50;
    return () => (value += 0.1 * random.gaussian());
  },
  'a heart rate in whole beats': (random) => {
    let pace = 70;
    return () => {
      pace = clamp(pace + 0.5 * random.gaussian() + 0.01 * (75 - pace), 50, 150);
      return Math.round(pace);
    };
  },
  'a constant': () => () => 42,
  'writes that are mostly zero': (random) => () => (random.uniform() < 0.1 ? 50 + 100 * random.uniform() : 0),
};

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;

/** The value at a time, NaN where there is no reading. Called in the order of the times, once a reading. */
export type TimedGenerator = (random: SeededRandom) => (millis: number) => number;

/** Where the clock of the site is ahead of UTC at a time. */
type ClockOffset = (millis: number) => number;

const UTC: ClockOffset = () => 0;

/** A day between 0 and 1, highest in the afternoon, in local time. */
function dayShape(millis: number, offset: ClockOffset): number {
  const local = millis + offset(millis);
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (local - 2 * HOUR_MILLIS)) / DAY_MILLIS);
}

/** Saturday and Sunday, the epoch being a Thursday. */
function isWeekend(millis: number): boolean {
  return (Math.floor(millis / DAY_MILLIS) + 3) % 7 >= 5;
}

/** What `dailySeason` gives without its noise, in UTC. */
export function dailyMean(millis: number): number {
  return 100 + 40 * dayShape(millis, UTC);
}

/** A daily season 40 noises high, from lowest to highest, by the clock of its site. */
export function dailySeason(random: SeededRandom, offset: ClockOffset = UTC): (millis: number) => number {
  return (millis) => 100 + 40 * dayShape(millis, offset) + random.gaussian();
}

/** When the clocks of Europe go forward. */
const CLOCK_CHANGE_MILLIS = Date.UTC(2026, 2, 29, 1);

function clockMovedBy(hours: number): ClockOffset {
  return (millis) => (millis < CLOCK_CHANGE_MILLIS ? 0 : hours * HOUR_MILLIS);
}

const OUTAGE_MILLIS = Date.UTC(2026, 2, 17, 7);
const OUTAGE_END_MILLIS = OUTAGE_MILLIS + 7 * HOUR_MILLIS;

/** Knuth's method: for small means. */
function poisson(random: SeededRandom, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.uniform();
  let count = 0;
  while (product > limit) {
    product *= random.uniform();
    count += 1;
  }
  return count;
}

function laplace(random: SeededRandom): number {
  const size = -Math.log(1 - random.uniform());
  return random.uniform() < 0.5 ? size : -size;
}

function student(random: SeededRandom, degrees: number): number {
  let squares = 0;
  for (let degree = 0; degree < degrees; degree += 1) squares += random.gaussian() ** 2;
  return random.gaussian() / Math.sqrt(squares / degrees);
}

/** Healthy series at any sampling interval, over months. */
export const HEALTHY_MONTHS: Readonly<Record<string, TimedGenerator>> = {
  noise: (random) => () => 100 + random.gaussian(),
  'noise around zero': (random) => () => random.gaussian(),
  'daily season': (random) => dailySeason(random),
  'weekly season': (random) => (millis) =>
    100 + (isWeekend(millis) ? 12 : 40) * dayShape(millis, UTC) + random.gaussian(),
  'office hours': (random) => (millis) => {
    const hour = (millis % DAY_MILLIS) / HOUR_MILLIS;
    return (hour >= 8 && hour < 17 && !isWeekend(millis) ? 60 : 20) + random.gaussian();
  },
  '5 % gaps': (random) => {
    const valueAt = dailySeason(random);
    return (millis) => {
      const value = valueAt(millis);
      return random.uniform() < 0.05 ? NaN : value;
    };
  },
  'outage of seven hours': (random) => {
    const valueAt = dailySeason(random);
    return (millis) => {
      const value = valueAt(millis);
      return millis >= OUTAGE_MILLIS && millis < OUTAGE_END_MILLIS ? NaN : value;
    };
  },
  'clock goes forward': (random) => dailySeason(random, clockMovedBy(1)),
  'clock goes back': (random) => dailySeason(random, clockMovedBy(-1)),
  'log-normal': (random) => () => 20 * Math.exp(0.6 * random.gaussian()),
  Laplace: (random) => () => 100 + laplace(random),
  'Student, 3 degrees': (random) => () => 100 + student(random, 3),
  'Student, 10 degrees': (random) => () => 100 + student(random, 10),
  'autoregression 0.9': (random) => {
    let deviation = 0;
    return () => 100 + (deviation = 0.9 * deviation + random.gaussian());
  },
  'daily season, autoregression 0.9': (random) => {
    let deviation = 0;
    return (millis) => 100 + 40 * dayShape(millis, UTC) + (deviation = 0.9 * deviation + random.gaussian());
  },
  'random walk': (random) => {
    let value = 100;
    return () => (value += 0.1 * random.gaussian());
  },
  'rate of a counter': (random) => (millis) => {
    const mean = 200 + 100 * dayShape(millis, UTC);
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.gaussian())) / 60;
  },
  'small counts': (random) => () => poisson(random, 3),
  'rare counts': (random) => () => poisson(random, 0.2),
  'counts by day': (random) => (millis) => poisson(random, 0.5 + 10 * dayShape(millis, UTC)),
  'mostly zero': (random) => () => (random.uniform() < 0.02 ? 50 + 100 * random.uniform() : 0),
  'temperature in tenths': (random) => (millis) =>
    Math.round(10 * (21 + 2 * dayShape(millis, UTC) + 0.05 * random.gaussian())) / 10,
};
