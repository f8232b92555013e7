import { cpuNanosOf } from './detection/cpu-time.ts';
import { Readings, START_MILLIS } from './detection/readings.ts';
import { TrioRun } from './detection/trio-run.ts';

/** One of several that share the series out: told how many seconds to judge in slot order, answers with CPU nanoseconds a reading. */
const [series = '16250'] = process.argv.slice(2);
const readings = new Readings(Number(series), false);
const run = new TrioRun(readings.count);
let second = 0;

process.on('message', (seconds: number) => {
  let nanos = 0;
  for (let n = 0; n < seconds; n += 1) {
    readings.moveTo(START_MILLIS + second * 1000);
    second += 1;
    nanos += cpuNanosOf(() => run.judgeInOrder(readings));
  }
  process.send?.(nanos / (seconds * readings.count));
});
process.send?.('ready');
