/**
 * What it costs to judge readings, beside graphite-web's own functions and a C program of the same arithmetic, all in one
 * run and in turn. CPU time of one core throughout: other programs slow all of it alike. A reading counts once when all three
 * detectors have judged it. `--json` prints the figures as one JSON object on the last line.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DetectionEngine } from '../analytics/detection-engine.ts';
import { CLimit } from './support/detection/c-limit.ts';
import { costOf, cpuNanosOf, millionsASecond, type Cost } from './support/detection/cpu-time.ts';
import { GraphiteSpeed } from './support/detection/graphite-speed.ts';
import { createEngine, createHouseDetectors } from './support/detection/house-engine.ts';
import { latencyMicros } from './support/detection/latency.ts';
import { Readings, START_MILLIS } from './support/detection/readings.ts';
import { fullBytesPerSeries, trioBytesPerSeries } from './support/detection/state-bytes.ts';
import { createTrio, TrioRun } from './support/detection/trio-run.ts';
import { median, round } from './support/statistics.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '32500' },
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '10' },
  },
});
const SERIES = Number(flags.series);
const ROUNDS = Number(flags.rounds);
const SECONDS_A_ROUND = Number(flags.seconds);
/** Until the window is full, every detector has an edge, and the loops are compiled. */
const WARM_UP_SECONDS = 80;
/** From 256 rows on the full score learns from rows that are nothing special at a lower cost: it is measured as it runs for good. */
const FULL_WARM_UP_ROWS = 320;
const MINUTE_MILLIS = 60_000;
const MOST_SERIES_A_MINUTE = 8000;
const C_ROUNDS = 160;
const TEN_MINUTES = 600_000;

type Judge = (readings: Readings) => void;

/** Judges second after second; a round is some seconds of every series. */
class Contender {
  readonly nanosPerReading: number[] = [];
  readonly #readings: Readings;
  readonly #stepMillis: number;
  readonly #judge: Judge;
  #step = 0;

  constructor(isShuffled: boolean, stepMillis: number, judge: Judge, series = SERIES) {
    this.#readings = new Readings(series, isShuffled);
    this.#stepMillis = stepMillis;
    this.#judge = judge;
  }

  warmUp(seconds = WARM_UP_SECONDS): void {
    for (let n = 0; n < seconds; n += 1) this.#judgeNext();
  }

  round(): void {
    let nanos = 0;
    for (let n = 0; n < SECONDS_A_ROUND; n += 1) nanos += this.#judgeNext();
    this.nanosPerReading.push(nanos / (SECONDS_A_ROUND * this.#readings.count));
  }

  #judgeNext(): number {
    this.#readings.moveTo(START_MILLIS + this.#step * this.#stepMillis);
    this.#step += 1;
    return cpuNanosOf(() => this.#judge(this.#readings));
  }
}

function trioContender(isShuffled: boolean, stepMillis: number): Contender {
  const run = new TrioRun(SERIES);
  return new Contender(isShuffled, stepMillis, (readings) =>
    isShuffled ? run.judge(readings) : run.judgeInOrder(readings),
  );
}

function engineContender(engine: DetectionEngine, stepMillis = 1000, series = SERIES): Contender {
  return new Contender(true, stepMillis, (readings) => engine.process(readings, () => undefined), series);
}

/** Two processes, half of the series each, at the same time; CPU nanoseconds a reading of each. */
async function slotOrderOnTwoCores(): Promise<readonly number[]> {
  const file = join(import.meta.dirname, 'support', 'slot-order-process.js');
  const children = [1, 2].map(() => fork(file, [String(Math.ceil(SERIES / 2))]));
  await Promise.all(children.map(async (child) => await once(child, 'message')));
  const best: number[] = children.map(() => Infinity);
  for (let n = 0; n < 1 + ROUNDS; n += 1) {
    const seconds = n === 0 ? WARM_UP_SECONDS : 2 * SECONDS_A_ROUND;
    await Promise.all(
      children.map(async (child, index) => {
        const answered = once(child, 'message');
        child.send(seconds);
        const [nanos]: unknown[] = await answered;
        if (n > 0) best[index] = Math.min(best[index] ?? Infinity, Number(nanos));
      }),
    );
  }
  for (const child of children) child.kill();
  return best;
}

const figures: Record<string, number | string> = {};

function report(name: string, value: number | string, unit = ''): void {
  figures[name] = value;
  console.log(`${name}: ${value}${unit === '' ? '' : ` ${unit}`}`);
}

function reportCost(name: string, { best, median }: Cost): void {
  report(`${name}NanosBest`, round(best, 1), 'ns of CPU a reading');
  report(`${name}NanosMedian`, round(median, 1), 'ns of CPU a reading');
  report(`${name}MillionsPerCpuSecond`, millionsASecond(median), 'million readings a CPU second (median)');
}

async function compareSpeed(): Promise<void> {
  const graphite = await GraphiteSpeed.start();
  const random = trioContender(true, 1000);
  const slotOrder = trioContender(false, 1000);
  const turning = trioContender(false, TEN_MINUTES);
  const names = ['coefficient-of-variation', 'time-shift', 'holt-winters'];
  const trioEngine = createEngine(createTrio().map((detector, index) => ({ kind: names[index] ?? '', detector })));
  const engine = engineContender(trioEngine);
  for (const contender of [random, slotOrder, turning, engine]) contender.warmUp();
  const graphiteNanos: number[] = [];
  const bareGraphiteNanos: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    for (const contender of [random, slotOrder, turning, engine]) contender.round();
    if (graphite === undefined) continue;
    graphiteNanos.push(await graphite.nanosPerPoint());
    bareGraphiteNanos.push(await graphite.bareNanosPerPoint());
  }
  await graphite?.stop();
  reportCost('trioRandomOrder', costOf(random.nanosPerReading));
  reportCost('trioSlotOrder', costOf(slotOrder.nanosPerReading));
  reportCost('trioSlotOrderNewTimeSlotEachReading', costOf(turning.nanosPerReading));
  reportCost('trioThroughTheEngineRandomOrder', costOf(engine.nanosPerReading));
  if (graphite === undefined) {
    report('graphiteWeb', 'not installed, not compared: apt-get install -y --no-install-recommends graphite-web');
  } else {
    compareWithGraphite('graphiteWeb', graphiteNanos, random.nanosPerReading);
    compareWithGraphite('bareGraphiteWeb', bareGraphiteNanos, random.nanosPerReading);
  }
  compareWithC(costOf(random.nanosPerReading), costOf(slotOrder.nanosPerReading));
  reportLatency(trioEngine);
}

function compareWithGraphite(name: string, nanos: readonly number[], trioNanos: readonly number[]): void {
  const ratios = nanos.map((each, index) => each / (trioNanos[index] ?? NaN));
  reportCost(name, costOf(nanos));
  report(`${name}TimesMedian`, round(median(ratios), 1), 'times as many readings a CPU second, median of the rounds');
  report(`${name}TimesLeast`, round(Math.min(...ratios), 1), 'times in the worst round');
  report(`${name}TimesBestToBest`, round(Math.min(...nanos) / Math.min(...trioNanos), 1), 'times, best to best');
}

function compareWithC(random: Cost, slotOrder: Cost): void {
  const limit = CLimit.compile();
  if (limit === undefined) {
    report('cLimit', 'there is no cc here, not compared');
    return;
  }
  const asItComes = limit.run(SERIES, C_ROUNDS, 1000, 'random');
  const inOrder = limit.run(SERIES, C_ROUNDS, 1000, 'slot');
  limit.remove();
  reportCost('cRandomOrder', asItComes);
  reportCost('cSlotOrder', inOrder);
  report('shareOfCRandomOrder', round(asItComes.best / random.best), 'of the speed of C, best to best');
  report('shareOfCSlotOrder', round(inOrder.best / slotOrder.best), 'of the speed of C, best to best');
}

function reportLatency(engine: DetectionEngine): void {
  const readings = new Readings(SERIES, true);
  readings.moveTo(START_MILLIS + 86_400_000);
  const { p50, p99 } = latencyMicros(engine, readings);
  report('readingToScoreMicrosP50', round(p50, 1), 'µs, a reading at a time');
  report('readingToScoreMicrosP99', round(p99, 1), 'µs');
}

async function measureTwoCores(): Promise<void> {
  const nanos = await slotOrderOnTwoCores();
  const millions = nanos.reduce((sum, each) => sum + 1000 / each, 0);
  report(
    'trioSlotOrderTwoCoresMillionsPerSecond',
    round(millions, 1),
    'million readings per second of two cores (best)',
  );
}

/** Every detector that is on by default: a new one counts as soon as its folder is there. */
async function measureFullScore(): Promise<void> {
  const detectors = await createHouseDetectors();
  report('fullScoreDetectors', detectors.map(({ kind }) => kind).join(' '));
  report('fullScoreWarmUp', FULL_WARM_UP_ROWS, 'rows a series before anything is measured');
  await measureFull('fullScore', 1000, SERIES);
  await measureFull('fullScoreEveryMinute', MINUTE_MILLIS, Math.min(SERIES, MOST_SERIES_A_MINUTE));
  report('fullScoreStateBytes', await fullBytesPerSeries(undefined), 'bytes a series after two days at one minute');
  report('fullScoreStateBytesAt1MinuteSlots', await fullBytesPerSeries(1), 'bytes, with a daily season at one minute');
}

async function measureFull(name: string, stepMillis: number, series: number): Promise<void> {
  const full = engineContender(createEngine(await createHouseDetectors()), stepMillis, series);
  full.warmUp(FULL_WARM_UP_ROWS);
  for (let n = 0; n < Math.min(3, ROUNDS); n += 1) full.round();
  reportCost(name, costOf(full.nanosPerReading));
}

report('trioBytesAt10MinuteSlots', trioBytesPerSeries(10), 'bytes a series');
report('trioBytesAt1MinuteSlots', trioBytesPerSeries(1), 'bytes a series');
report('series', SERIES);
await compareSpeed();
await measureTwoCores();
await measureFullScore();
if (flags.json) console.log(JSON.stringify(figures));
