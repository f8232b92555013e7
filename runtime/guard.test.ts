import { describe, expect, it } from 'vitest';
import { Failure } from '../core/failure.ts';
import { Guard, type GuardOptions } from './guard.ts';

const unreachable = new Failure('nobody there', { reason: 'unreachable', retryable: true, remedy: 'plug it in' });
const refused = new Failure('not you', { reason: 'refused', retryable: false, remedy: 'ask nicely' });

function rateLimited(retryAfterSeconds: number): Failure {
  return new Failure('slower', { reason: 'rate-limited', retryable: true, remedy: 'wait', retryAfterSeconds });
}

function setUp(options: Partial<GuardOptions> = {}) {
  const waits: number[] = [];
  const breakerChanges: boolean[] = [];
  const time = { millis: 0 };
  const guard = new Guard({
    name: 'peer',
    maxAttempts: 4,
    random: () => 0,
    monotonicMillis: () => time.millis,
    sleep: async (millis) => {
      waits.push(millis);
    },
    onBreakerChange: (open) => breakerChanges.push(open),
    ...options,
  });
  return { guard, waits, breakerChanges, time };
}

/** Rejects with each failure in turn, then resolves. */
function failingWith(...failures: unknown[]) {
  let calls = 0;
  const fn = async (): Promise<string> => {
    calls += 1;
    const failure = failures[calls - 1];
    if (failure !== undefined) throw failure;
    return 'done';
  };
  return { fn, calls: () => calls };
}

describe('Guard', () => {
  it('hands the result through', async () => {
    const { guard } = setUp();
    await expect(guard.run(async () => 7)).resolves.toBe(7);
  });

  it('retries what is retryable, waiting twice as long each time', async () => {
    const { guard, waits } = setUp();
    await expect(guard.run(failingWith(unreachable, unreachable, unreachable).fn)).resolves.toBe('done');
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it('takes a random part of at most half off the wait', async () => {
    const { guard, waits } = setUp({ random: () => 1 });
    await guard.run(failingWith(unreachable).fn);
    expect(waits).toEqual([500]);
  });

  it('never waits longer than the limit for its own back-off', async () => {
    const { guard, waits } = setUp({ maxBackOffSeconds: 3 });
    await guard.run(failingWith(unreachable, unreachable, unreachable).fn);
    expect(waits).toEqual([1000, 2000, 3000]);
  });

  it('gives up after the last attempt with the failure of that attempt', async () => {
    const { guard } = setUp();
    const peer = failingWith(unreachable, unreachable, unreachable, unreachable);
    await expect(guard.run(peer.fn)).rejects.toBe(unreachable);
    expect(peer.calls()).toBe(4);
  });

  it('does not retry what is not retryable', async () => {
    const { guard, waits } = setUp();
    await expect(guard.run(failingWith(refused).fn)).rejects.toBe(refused);
    expect(waits).toEqual([]);
  });

  it('waits as long as it is asked to', async () => {
    const { guard, waits } = setUp();
    await guard.run(failingWith(rateLimited(17)).fn);
    expect(waits).toEqual([17_000]);
  });

  it('fails for good when asked to wait longer than it may', async () => {
    const { guard } = setUp({ maxRetryAfterSeconds: 60 });
    await expect(guard.run(failingWith(rateLimited(61)).fn)).rejects.toMatchObject({ reason: 'rate-limited' });
  });

  it('turns an unknown error into a failure with the cause', async () => {
    const { guard } = setUp({ maxAttempts: 1 });
    const cause = new TypeError('x is not a function');
    await expect(guard.run(failingWith(cause).fn)).rejects.toMatchObject({
      name: 'Failure',
      reason: 'other',
      message: 'peer: x is not a function',
      cause,
    });
  });

  it('ends an attempt that hangs, and tells it so', async () => {
    const { guard } = setUp({ timeoutSeconds: 0.01, maxAttempts: 1 });
    let given: AbortSignal | undefined;
    const hanging = async (signal: AbortSignal): Promise<never> => {
      given = signal;
      return new Promise<never>(() => undefined);
    };
    await expect(guard.run(hanging)).rejects.toMatchObject({ reason: 'timeout', retryable: true });
    expect(given?.aborted).toBe(true);
  });
});

describe('the circuit breaker of a Guard', () => {
  async function broken(options: Partial<GuardOptions> = {}) {
    const parts = setUp({ maxAttempts: 1, breakAfterFailures: 2, breakSeconds: 20, ...options });
    await parts.guard.run(failingWith(unreachable).fn).catch(() => undefined);
    await parts.guard.run(failingWith(unreachable).fn).catch(() => undefined);
    return parts;
  }

  it('opens after failures in a row and says so once', async () => {
    const { guard, breakerChanges } = await broken();
    expect(guard.breakerOpen).toBe(true);
    expect(breakerChanges).toEqual([true]);
  });

  it('refuses without calling while it is open, for the reason that opened it', async () => {
    const { guard } = await broken();
    const peer = failingWith();
    await expect(guard.run(peer.fn)).rejects.toMatchObject({ reason: 'unreachable', remedy: 'plug it in' });
    expect(peer.calls()).toBe(0);
  });

  it('lets one attempt try after the break and closes when it succeeds', async () => {
    const { guard, breakerChanges, time } = await broken();
    time.millis = 20_000;
    await expect(guard.run(failingWith().fn)).resolves.toBe('done');
    expect(breakerChanges).toEqual([true, false]);
  });

  it('stays open for another break when the trial fails', async () => {
    const { guard, breakerChanges, time } = await broken();
    time.millis = 20_000;
    await guard.run(failingWith(unreachable).fn).catch(() => undefined);
    time.millis = 39_999;
    const peer = failingWith();
    await guard.run(peer.fn).catch(() => undefined);
    expect(peer.calls()).toBe(0);
    expect(breakerChanges).toEqual([true]);
  });

  it('does not count refusals and rate limits against the service', async () => {
    const { guard } = setUp({ maxAttempts: 1, breakAfterFailures: 1 });
    await guard.run(failingWith(refused).fn).catch(() => undefined);
    await guard.run(failingWith(rateLimited(1)).fn).catch(() => undefined);
    expect(guard.breakerOpen).toBe(false);
  });
});

describe('a stopped Guard', () => {
  it('starts nothing', async () => {
    const { guard } = setUp();
    guard.stop();
    const peer = failingWith();
    await expect(guard.run(peer.fn)).rejects.toMatchObject({ reason: 'cancelled' });
    expect(peer.calls()).toBe(0);
  });

  it('leaves its back-off at once', async () => {
    const guard = new Guard({ name: 'peer', initialBackOffSeconds: 3600, maxBackOffSeconds: 3600 });
    const peer = failingWith(unreachable);
    const running = guard.run(async () => {
      queueMicrotask(() => setImmediate(() => guard.stop()));
      return peer.fn();
    });
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
    expect(peer.calls()).toBe(1);
  });
});
