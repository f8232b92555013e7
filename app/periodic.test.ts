import { describe, expect, it } from 'vitest';
import { recordLog } from '../test/support/log-lines.ts';
import { ManualTime, settle } from '../test/support/manual-time.ts';
import { Periodic } from './periodic.ts';

describe('periodic work', () => {
  it('is done every so often until it is stopped', async () => {
    const time = new ManualTime();
    let rounds = 0;
    const periodic = new Periodic(100, recordLog().logger, async () => void (rounds += 1), time.startTimer);
    periodic.start();
    await time.pass(350);
    expect(rounds).toBe(3);
    await periodic.stop();
    await time.pass(1000);
    expect(rounds).toBe(3);
    expect(time.timers).toBe(0);
  });

  it('is never done twice at a time, and a stop waits for its end', async () => {
    const time = new ManualTime();
    let rounds = 0;
    let finish = (): void => undefined;
    const work = async (): Promise<void> => {
      rounds += 1;
      await new Promise<void>((resolve) => (finish = resolve));
    };
    const periodic = new Periodic(100, recordLog().logger, work, time.startTimer);
    periodic.start();
    await time.pass(1000);
    expect(rounds).toBe(1);
    let isStopped = false;
    const stopping = periodic.stop().then(() => (isStopped = true));
    await settle();
    expect(isStopped).toBe(false);
    finish();
    await stopping;
    await time.pass(1000);
    expect(rounds).toBe(1);
  });

  it('goes on after a failure, which is logged when it begins and when it ends', async () => {
    const time = new ManualTime();
    const log = recordLog();
    let rounds = 0;
    const work = async (): Promise<void> => {
      rounds += 1;
      if (rounds <= 3) throw new Error('redis is away');
    };
    const periodic = new Periodic(100, log.logger, work, time.startTimer);
    periodic.start();
    await time.pass(600);
    await periodic.stop();
    expect(rounds).toBe(6);
    expect(log.lines()).toMatchObject([
      { level: 'error', msg: 'periodic work fails', err: { message: 'redis is away' } },
      { level: 'info', msg: 'periodic work succeeds again' },
    ]);
  });
});
