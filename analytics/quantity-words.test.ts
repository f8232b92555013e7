import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSeries } from '../core/series.ts';
import { nameInWords, numbersInWords, type Numbers } from './quantity-words.ts';

type Options = Parameters<typeof makeSeries>[3];

const seriesOf = (metric: string, options?: Options) => makeSeries('lab', 's1', metric, options);

function numbersOf(observed: number, lower: number, upper: number): Numbers {
  return { observed, expected: (lower + upper) / 2, lower, upper };
}

/** `name observed, lower to upper` */
function inWords(metric: string, numbers: readonly [number, number, number], options?: Options): string {
  const series = seriesOf(metric, options);
  const { observed, lower, upper } = numbersInWords(numbersOf(...numbers), series);
  return `${nameInWords(series)} ${observed}, ${lower} to ${upper}`;
}

describe('a series in words', () => {
  it.each<[string, readonly [number, number, number], string]>([
    ['temperature_celsius', [31.24, 18.93, 20.41], 'temperature 31.2 °C, 18.9 to 20.4'],
    ['temperature_celsius', [-11.42, -22.21, -19.84], 'temperature -11.4 °C, -22.2 to -19.8'],
    ['temperature_fahrenheit', [80, 70.1, 71.2], 'temperature 80 °F, 70.1 to 71.2'],
    ['power_watts', [32_145, 17_102, 18_903], 'power 32150 W, 17100 to 18900'],
    ['cpu_used_ratio', [0.913, -0.004, 0.0612], 'cpu used 91 %, 0 to 6'],
    ['cpu_used_ratio', [0.004, 0.462, 1.34], 'cpu used 0 %, 46 to 100'],
    ['occupied_ratio', [2.1, 0.9, 1.15], 'occupied 210 %, 90 to 115'],
    ['humidity_ratio', [0.5213, 0.442, 0.459], 'humidity 52.1 %, 44.2 to 45.9'],
    ['battery_percent', [12, 60, 71], 'battery 12 %, 60 to 71'],
    ['memory_used_bytes', [2.34e9, 1.12e9, 1.3e9], 'memory used 2.34 GB, 1.12 to 1.3'],
    ['message_bytes', [80, 40, 44], 'message 80 B, 40 to 44'],
    ['network_receive_bytes_per_second', [4.2e6, -200, 2000], 'network receive 4.2 MB/s, 0 to 0'],
    ['speed_bits_per_second', [1e9, 9e7, 1.1e8], 'speed 1 Gbit/s, 0.09 to 0.11'],
    ['errors_per_second', [3, 0, 0.04], 'errors 3 a second, 0 to 0.04'],
    ['latency_seconds', [1.203, 0.021, 0.043], 'latency 1.2 s, 0.02 to 0.04'],
    ['heart_rate_bpm', [158, 67.2, 88.9], 'heart rate 158 bpm, 67 to 89'],
    ['motion_count', [16, -1.3, 8.8], 'motion count 16, 0 to 9'],
    ['position_offset', [5.1, -1.3, 1.2], 'position offset 5.1, -1.3 to 1.2'],
  ])('says %s %j as "%s"', (metric, numbers, words) => {
    expect(inWords(metric, numbers)).toBe(words);
  });

  it('has the unit of the device where the name says none', () => {
    expect(inWords('temperature', [31.24, 18.93, 20.41], { unit: 'C' })).toBe('temperature 31.2 °C, 18.9 to 20.4');
    expect(inWords('air-pressure', [1020.61, 1012.91, 1013.34], { unit: 'hPa' })).toBe(
      'air-pressure 1020.61 hPa, 1012.91 to 1013.34',
    );
  });

  it('names what sets it apart from other series of its sensor', () => {
    expect(nameInWords(seriesOf('disk_used_ratio', { labels: [['mount', '/var']] }))).toBe('disk used (/var)');
  });

  it('keeps a name that is nothing but a unit', () => {
    expect(nameInWords(seriesOf('_ratio'))).toBe('ratio');
    expect(nameInWords(seriesOf('bpm'))).toBe('bpm');
  });

  it('never shows a band of rounding errors', () => {
    expect(inWords('queue_length', [4, -1e-9, 1e-9])).toBe('queue length 4, 0 to 0');
  });

  it('is short and on one line, whatever the names and numbers', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1e150, -1e150, 5e-324, NaN));
    const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.constant('\n\u0000'.repeat(1000)));
    fc.assert(
      fc.property(hostile, hostile, fc.tuple(number, number, number), (name, label, numbers) => {
        const words = inWords(name, numbers, { unit: label, labels: [['label', label]] });
        expect(words.length).toBeLessThan(320);
        expect(words).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
