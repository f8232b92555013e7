import { describe, expect, it } from 'vitest';
import { FakeDesk } from '../test/support/fake-desk.ts';
import { ManualTime } from '../test/support/manual-time.ts';
import { DutyRoster } from './duty-roster.ts';
import { RecordingTrail } from './testing/recording-trail.ts';

async function setUp(audit = new RecordingTrail()) {
  const desk = new FakeDesk();
  const roster = new DutyRoster({ audit, desk, clock: new ManualTime() });
  await roster.start();
  return { audit, desk, roster };
}

describe('the roster', () => {
  it('knows who is signed on, also after a restart', async () => {
    const { audit, roster } = await setUp();
    await roster.signOn('anna');
    await roster.signOn('anna');
    await roster.signOn('ben.b');
    await roster.signOff('anna');
    const { roster: restarted } = await setUp(audit);
    expect(restarted.signedOn().map(({ person }) => person)).toEqual(['ben.b']);
    expect(await restarted.signOff('anna')).toBe(false);
  });

  it('gives back to the queue what a person held who leaves, but for what is parked', async () => {
    const { desk, roster } = await setUp();
    const takenBy = { kind: 'person', name: 'anna' } as const;
    desk.put({ id: 'held', state: 'in-progress', takenBy });
    desk.put({ id: 'parked', state: 'parked', takenBy, parkedUntilMillis: 1 });
    desk.put({ id: 'of another', state: 'taken', takenBy: { kind: 'person', name: 'ben' } });
    await roster.signOn('anna');
    await roster.signOff('anna');
    expect(desk.requests).toMatchObject([{ eventId: 'held', kind: 'release', reason: 'anna has signed off' }]);
  });
});
