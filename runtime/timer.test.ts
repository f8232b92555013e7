import { describe, expect, it } from 'vitest';
import { ManualTime, settle } from '../test/support/manual-time.ts';
import { wait } from './timer.ts';

describe('a wait', () => {
  it('ends when its time has passed, and not before', async () => {
    const time = new ManualTime();
    let isOver = false;
    void wait(1000, new AbortController().signal, time.startTimer).then(() => (isOver = true));
    await time.pass(999);
    expect(isOver).toBe(false);
    await time.pass(1);
    expect(isOver).toBe(true);
  });

  it('ends at once when its signal aborts, and leaves no timer behind', async () => {
    const time = new ManualTime();
    const abort = new AbortController();
    const waiting = wait(1000, abort.signal, time.startTimer);
    await settle();
    expect(time.timers).toBe(1);
    abort.abort();
    await waiting;
    expect(time.timers).toBe(0);
    await wait(1000, abort.signal, time.startTimer);
    expect(time.timers).toBe(0);
  });
});
