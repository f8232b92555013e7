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
