import { describe, expect, it } from 'vitest';
import type { Actor } from '../core/action.ts';
import type { Event } from '../core/event.ts';
import { ManualTime } from '../test/support/manual-time.ts';
import { sampleEvent } from '../test/support/sample-records.ts';
import { AreaModes } from './area-modes.ts';
import { AreaUpkeep } from './area-upkeep.ts';
import { FakeDesk } from '../test/support/fake-desk.ts';
import { RecordingTrail } from './testing/recording-trail.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const BEN: Actor = { kind: 'person', name: 'ben' };
const HOUR_MILLIS = 3_600_000;
const MINUTE_MILLIS = 60_000;

async function setUp(audit = new RecordingTrail(), time = new ManualTime()) {
  const storm = { beginEvents: 5, endEvents: 2, classes: ['technical'] as const };
  const modes = new AreaModes({ audit, clock: time, storm });
  await modes.start();
  return { audit, time, modes };
}

function openAt(modes: AreaModes, more: Partial<Event> = {}): Event['suppression'] {
  return modes.suppressionOf(sampleEvent({ class: 'technical', site: 'north', ...more }));
}

describe('a site on test', () => {
  it('keeps what it reports out of the foreground until the end that was named', async () => {
    const { modes, time } = await setUp();
    await modes.beginTest({ site: 'north', by: ANNA, reason: 'yearly', untilMillis: time.nowMillis() + HOUR_MILLIS });
    expect(openAt(modes, { class: 'fire' })).toMatchObject({
      kind: 'out-of-service',
      by: ANNA,
      reason: 'on test: yearly',
    });
    expect(openAt(modes, { site: 'south' })).toBeUndefined();
    await time.pass(HOUR_MILLIS);
    expect(openAt(modes)).toBeUndefined();
    expect(modes.tests()).toEqual([]);
  });

  it('is still on test after a restart, and no longer once it was ended', async () => {
    const { modes, time, audit } = await setUp();
    await modes.beginTest({ site: 'a.b', by: ANNA, reason: 'yearly', untilMillis: time.nowMillis() + HOUR_MILLIS });
    const { modes: restarted } = await setUp(audit, time);
    expect(restarted.tests()).toMatchObject([{ site: 'a.b', reason: 'yearly' }]);
    expect(await restarted.endTest('a.b', BEN)).toBe(true);
    expect(await restarted.endTest('a.b', BEN)).toBe(false);
    expect((await setUp(audit, time)).modes.tests()).toEqual([]);
    expect(audit.rows).toMatchObject([{ setting: { by: ANNA } }, { setting: { by: BEN } }]);
  });

  it.each([
    ['no reason', ' ', HOUR_MILLIS],
    ['no end ahead', 'yearly', 0],
    ['an end after more than a week', 'yearly', 8 * 24 * HOUR_MILLIS],
  ])('is refused with %s', async (_what, reason, afterMillis) => {
    const { modes, time } = await setUp();
    const untilMillis = time.nowMillis() + afterMillis;
    await expect(modes.beginTest({ site: 'north', by: ANNA, reason, untilMillis })).rejects.toThrow(/needs/);
  });

  it('has what it reported closed as a test when it ends early', async () => {
    const { modes, time } = await setUp();
    const desk = new FakeDesk();
    await modes.beginTest({ site: 'north', by: ANNA, reason: 'yearly', untilMillis: time.nowMillis() + HOUR_MILLIS });
    const suppression = openAt(modes);
    if (suppression === undefined) throw new Error('the site is on test');
    desk.put({ id: 'tested', site: 'north', suppression });
    desk.put({ id: 'earlier', site: 'north' });
    await new AreaUpkeep(desk, modes).endTest('north', ANNA);
    expect(desk.requests).toMatchObject([{ eventId: 'tested', kind: 'close', disposition: 'other' }]);
  });
});

describe('a storm', () => {
  it('keeps low classes of its site back, and nothing else', async () => {
    const { modes } = await setUp();
    const kinds = Array.from({ length: 6 }, () => openAt(modes)?.kind);
    expect(kinds).toEqual([undefined, undefined, undefined, undefined, 'storm', 'storm']);
    expect(openAt(modes, { class: 'intrusion' })).toBeUndefined();
    expect(openAt(modes, { site: 'south' })).toBeUndefined();
    expect(modes.storms()).toMatchObject([{ site: 'north' }]);
  });

  it('is over when fewer events come, and gives back what it kept', async () => {
    const { modes, time } = await setUp();
    const desk = new FakeDesk();
    for (let n = 0; n < 6; n += 1) openAt(modes);
    const suppression = openAt(modes);
    if (suppression === undefined) throw new Error('there should be a storm');
    desk.put({ id: 'kept', site: 'north', suppression });
    const upkeep = new AreaUpkeep(desk, modes);
    await time.pass(9 * MINUTE_MILLIS);
    await upkeep.endStorms();
    expect(desk.requests).toEqual([]);
    await time.pass(MINUTE_MILLIS);
    await upkeep.endStorms();
    expect(desk.requests).toMatchObject([{ eventId: 'kept', kind: 'unshelve' }]);
  });

  it('goes on between its two limits', async () => {
    const { modes, time } = await setUp();
    for (let n = 0; n < 5; n += 1) openAt(modes);
    await time.pass(5 * MINUTE_MILLIS);
    for (let n = 0; n < 3; n += 1) openAt(modes);
    await time.pass(5 * MINUTE_MILLIS);
    expect(modes.storms()).toMatchObject([{ site: 'north' }]);
    await time.pass(5 * MINUTE_MILLIS);
    expect(modes.storms()).toEqual([]);
  });
});
