import { describe, expect, it } from 'vitest';
import { Failure } from '../core/failure.ts';
import type { Collector, ListeningCollector, PollingCollector } from '../core/ports/collector.ts';
import { recordLog } from '../test/support/log-lines.ts';
import { ManualTime, settle } from '../test/support/manual-time.ts';
import { CollectorRunner } from './collector-runner.ts';
import { CollectorTally } from './collector-tally.ts';

const unreachable = new Failure('nobody answers', { reason: 'unreachable', retryable: true, remedy: 'plug it in' });
const wrong = new Failure('bad password', { reason: 'authentication', retryable: false, remedy: 'mend it' });

function makeRunner() {
  const time = new ManualTime();
  const log = recordLog();
  const tally = new CollectorTally('meter');
  const faults: string[] = [];
  const runner = new CollectorRunner({
    tally,
    clock: time,
    startTimer: time.startTimer,
    logger: log.logger.child({ collector: 'meter' }),
    faults: {
      begin: (part, type, message) => faults.push(`begin ${part} ${type}: ${message}`),
      end: (part, type) => faults.push(`end ${part} ${type}`),
    },
  });
  return { time, log, tally, faults, runner };
}

/** Answers each start or round with the next of `answers`, and with the last of them from then on. */
class ScriptedCollector {
  readonly intervalSeconds = 10;
  readonly timeoutSeconds = 4;
  readonly askedAtMillis: number[] = [];
  readonly signals: AbortSignal[] = [];
  running = 0;
  mostAtOnce = 0;
  stops = 0;
  readonly #time: ManualTime;
  readonly #answers: readonly (() => Promise<void>)[];

  constructor(time: ManualTime, ...answers: (() => Promise<void>)[]) {
    this.#time = time;
    this.#answers = answers;
  }

  get listening(): ListeningCollector {
    return { mode: 'listening', start: async (signal) => this.#answer(signal), stop: async () => this.#stop() };
  }

  get polling(): PollingCollector {
    const { intervalSeconds, timeoutSeconds } = this;
    const poll = async (signal: AbortSignal): Promise<void> => this.#answer(signal);
    return { mode: 'polling', intervalSeconds, timeoutSeconds, poll, stop: async () => this.#stop() };
  }

  async #answer(signal: AbortSignal): Promise<void> {
    const answer = this.#answers[Math.min(this.askedAtMillis.length, this.#answers.length - 1)];
    this.askedAtMillis.push(this.#time.monotonicMillis());
    this.signals.push(signal);
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    try {
      await answer?.();
    } finally {
      this.running -= 1;
    }
  }

  #stop(): void {
    this.stops += 1;
  }
}

const succeed = async (): Promise<void> => undefined;
const fail = (failure: Error) => async (): Promise<void> => {
  throw failure;
};

describe('a collector that listens', () => {
  it('is started again after a failure that may pass, less and less often', async () => {
    const { time, runner } = makeRunner();
    const collector = new ScriptedCollector(time, fail(unreachable));
    await begin(runner, collector.listening);
    await time.pass(200_000);
    expect(collector.askedAtMillis.map((millis) => millis / 1000)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    await runner.stop();
  });

  it('is not started again once it listens', async () => {
    const { time, runner } = makeRunner();
    const collector = new ScriptedCollector(time, fail(unreachable), succeed);
    await begin(runner, collector.listening);
    await time.pass(200_000);
    expect(collector.askedAtMillis).toEqual([0, 1000]);
    expect(time.timers).toBe(0);
  });

  it('is left alone after a failure that trying again cannot mend, and stays down with its remedy', async () => {
    const { time, runner, tally } = makeRunner();
    const collector = new ScriptedCollector(time, fail(wrong));
    await begin(runner, collector.listening);
    await time.pass(200_000);
    expect(collector.askedAtMillis).toEqual([0]);
    expect(tally.status()).toMatchObject({ state: 'down', detail: 'bad password', remedy: 'mend it' });
    expect(tally.failures.get('authentication')).toBe(1);
  });

  it('that throws what nobody foresaw is tried again and counted as other', async () => {
    const { time, runner, tally } = makeRunner();
    const collector = new ScriptedCollector(time, fail(new Error('undefined is not a function')));
    await begin(runner, collector.listening);
    await time.pass(1000);
    expect(collector.askedAtMillis).toEqual([0, 1000]);
    expect(tally.failures.get('other')).toBe(2);
    await runner.stop();
  });

  it('that does not come up within 30 s is told to give up, and tried again when it has', async () => {
    const { time, runner, tally } = makeRunner();
    let letGo = (): void => undefined;
    const collector = new ScriptedCollector(time, async () => new Promise((resolve) => (letGo = resolve)), succeed);
    await begin(runner, collector.listening);
    await time.pass(29_999);
    expect(tally.state).toBe('starting');
    await time.pass(1);
    expect(tally.failures.get('timeout')).toBe(1);
    expect(collector.signals[0]?.aborted).toBe(true);
    await time.pass(60_000);
    expect(collector.askedAtMillis).toHaveLength(1);
    letGo();
    await settle();
    await time.pass(1000);
    expect(collector.askedAtMillis).toHaveLength(2);
    expect(collector.mostAtOnce).toBe(1);
  });
});

describe('a collector that polls', () => {
  it('is asked at its interval, whatever a round costs', async () => {
    const { time, runner, tally } = makeRunner();
    const collector = new ScriptedCollector(time, async () => wait(time, 3000));
    await begin(runner, collector.polling);
    await time.pass(35_000);
    expect(collector.askedAtMillis).toEqual([0, 10_000, 20_000, 30_000]);
    expect(tally.status()).toMatchObject({ state: 'up', detail: 'polled every 10 s' });
    await runner.stop();
  });

  it('is asked again at the next round after a failure, which is counted', async () => {
    const { time, runner, tally } = makeRunner();
    const collector = new ScriptedCollector(time, fail(unreachable), fail(wrong), succeed);
    await begin(runner, collector.polling);
    await time.pass(20_000);
    expect(collector.askedAtMillis).toEqual([0, 10_000, 20_000]);
    expect(tally.failures.get('unreachable')).toBe(1);
    expect(tally.failures.get('authentication')).toBe(1);
    expect(tally.state).toBe('up');
    await runner.stop();
  });

  it('is down when a round takes too long, and never asked twice at a time', async () => {
    const { time, runner, tally } = makeRunner();
    const collector = new ScriptedCollector(time, async () => wait(time, 25_000));
    await begin(runner, collector.polling);
    await time.pass(4000);
    expect(tally.status()).toMatchObject({ state: 'down', detail: 'meter: no answer within 4 s' });
    expect(collector.signals[0]?.aborted).toBe(true);
    await time.pass(100_000);
    expect(collector.askedAtMillis).toEqual([0, 25_000, 50_000, 75_000, 100_000]);
    expect(collector.mostAtOnce).toBe(1);
  });
});

describe('what becomes of a collector', () => {
  it('is one fault from the first failure to the next success, however often it fails', async () => {
    const { time, runner, faults } = makeRunner();
    const collector = new ScriptedCollector(
      time,
      fail(unreachable),
      fail(unreachable),
      succeed,
      succeed,
      fail(unreachable),
      succeed,
    );
    await begin(runner, collector.polling);
    await time.pass(60_000);
    expect(faults).toEqual([
      'begin meter collector-down: nobody answers Remedy: plug it in',
      'end meter collector-down',
      'begin meter collector-down: nobody answers Remedy: plug it in',
      'end meter collector-down',
    ]);
    await runner.stop();
  });

  it('is no fault when it comes up at once, but one log line that names the collector once', async () => {
    const { time, runner, log, faults } = makeRunner();
    await begin(runner, new ScriptedCollector(time, succeed).polling);
    expect(log.lines()).toMatchObject([{ level: 'info', collector: 'meter', msg: 'collector up' }]);
    expect(log.texts[0]?.match(/"collector"/g)).toHaveLength(1);
    expect(faults).toEqual([]);
    await runner.stop();
  });

  it('keeps the newest detail while the state stays the same', () => {
    const { runner, tally, faults } = makeRunner();
    runner.health({ state: 'down', detail: 'no cable', remedy: 'plug it in' });
    runner.health({ state: 'down', detail: 'no broker', remedy: 'start it' });
    expect(tally).toMatchObject({ state: 'down', detail: 'no broker', remedy: 'start it' });
    expect(faults).toHaveLength(1);
    runner.health({ state: 'up', detail: 'connected' });
    expect(tally.status()).not.toHaveProperty('remedy');
    expect(faults).toHaveLength(2);
  });
});

describe('a runner that is stopped', () => {
  it('asks no more, and says nothing more', async () => {
    const { time, runner, tally, faults, log } = makeRunner();
    const collector = new ScriptedCollector(time, succeed);
    await begin(runner, collector.polling);
    await time.pass(10_000);
    const linesBefore = log.texts.length;
    await runner.stop();
    await time.pass(100_000);
    runner.health({ state: 'down', detail: 'late', remedy: 'none' });
    expect(collector.askedAtMillis).toHaveLength(2);
    expect(collector.stops).toBe(1);
    expect(tally.state).toBe('up');
    expect(faults).toEqual([]);
    expect(log.texts).toHaveLength(linesBefore);
    expect(time.timers).toBe(0);
  });

  it('aborts the round that runs, and does not count it as a failure', async () => {
    const { time, runner, tally, faults } = makeRunner();
    const collector = new ScriptedCollector(time, async () => untilAborted(collector.signals));
    await begin(runner, collector.polling);
    await runner.stop();
    expect(collector.signals[0]?.aborted).toBe(true);
    expect([...tally.failures.values()].every((count) => count === 0)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('does not wait for ever for a collector that does not heed its signal', async () => {
    const { time, runner } = makeRunner();
    await begin(runner, new ScriptedCollector(time, async () => new Promise(() => undefined)).polling);
    let isStopped = false;
    const stopping = runner.stop().then(() => (isStopped = true));
    await settle();
    expect(isStopped).toBe(false);
    await time.pass(5000);
    await stopping;
  });

  it('may never have been started', async () => {
    await makeRunner().runner.stop();
  });
});

/** The first start or round has begun, and has ended unless it waits for something. */
async function begin(runner: CollectorRunner, collector: Collector): Promise<void> {
  runner.start(collector);
  await settle();
}

async function wait(time: ManualTime, millis: number): Promise<void> {
  await new Promise<void>((resolve) => {
    time.startTimer(resolve, millis);
  });
}

async function untilAborted(signals: readonly AbortSignal[]): Promise<void> {
  await new Promise((_resolve, reject) => {
    const signal = signals.at(-1);
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}
