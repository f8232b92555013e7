import { expect, it, onTestFinished } from 'vitest';
import { startTelltale } from '../support/telltale-process.ts';
import { eventOfSensor, post } from './ask.ts';

it('goes on, and stops when it is told to, although nobody reads its log any more', { timeout: 120_000 }, async () => {
  const telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0', TELLTALE_TAKE_LIMIT_SECONDS: '1' } });
  onTestFinished(async () => await telltale.kill());
  telltale.process.stdout?.destroy();
  telltale.process.stderr?.destroy();
  for (const sensor of ['one', 'two', 'three']) {
    const alarm = [{ site: `works ${sensor}`, sensor, type: 'motion', id: sensor }];
    expect((await post(telltale, '/api/v1/signals', JSON.stringify(alarm))).status).toBe(200);
    expect(await eventOfSensor(telltale, sensor)).toMatchObject({ sensor });
  }
  expect(await telltale.stop()).toBe(0);
});
