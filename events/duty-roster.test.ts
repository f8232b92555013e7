import { describe, expect, it } from 'vitest';
import type { Actor } from '../core/action.ts';
import { FakeDesk } from '../test/support/fake-desk.ts';
import { ManualTime } from '../test/support/manual-time.ts';
import { DutyRoster } from './duty-roster.ts';
import { RecordingTrail } from './testing/recording-trail.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const EVA: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };

async function setUp(audit = new RecordingTrail()) {
  const desk = new FakeDesk();
  const roster = new DutyRoster({ audit, desk, clock: new ManualTime() });
  await roster.start();
  return { audit, desk, roster };
}

describe('the roster', () => {
  it('knows who is signed on, also after a restart', async () => {
    const { audit, roster } = await setUp();
    await roster.signOn('anna', ANNA);
    await roster.signOn('anna', ANNA);
    await roster.signOn('ben.b', ANNA);
    await roster.signOff('anna', ANNA);
    const { roster: restarted } = await setUp(audit);
    expect(restarted.signedOn().map(({ person }) => person)).toEqual(['ben.b']);
    expect(await restarted.signOff('anna', ANNA)).toBe(false);
  });

  it('gives back to the queue what a person held who leaves, but for what is parked', async () => {
    const { desk, roster } = await setUp();
    const takenBy = { kind: 'person', name: 'anna' } as const;
    desk.put({ id: 'held', state: 'in-progress', takenBy });
    desk.put({ id: 'parked', state: 'parked', takenBy, parkedUntilMillis: 1 });
    desk.put({ id: 'of another', state: 'taken', takenBy: { kind: 'person', name: 'ben' } });
    await roster.signOn('anna', ANNA);
    await roster.signOff('anna', ANNA);
    expect(desk.requests).toMatchObject([{ eventId: 'held', kind: 'release', reason: 'anna has signed off' }]);
  });

  it('gives back what somebody held who never signed on, too', async () => {
    const { desk, roster, audit } = await setUp();
    desk.put({ id: 'held', state: 'taken', takenBy: ANNA });
    expect(await roster.signOff('anna', EVA)).toBe(true);
    expect(desk.requests).toMatchObject([{ eventId: 'held', kind: 'release' }]);
    expect(audit.rows).toEqual([]);
  });

  it('keeps a person signed on until everything they held is back, so that a crash between the two leaves nothing', async () => {
    const { desk, roster, audit } = await setUp();
    desk.put({ id: 'held', state: 'taken', takenBy: ANNA });
    await roster.signOn('anna', ANNA);
    desk.fault = new Error('disk full');
    await expect(roster.signOff('anna', ANNA)).rejects.toThrow('disk full');
    const { roster: restarted } = await setUp(audit);
    expect(restarted.signedOn().map(({ person }) => person)).toEqual(['anna']);
  });

  it('knows a person however the name is written, and says in the trail who signed whom off', async () => {
    const { roster, audit } = await setUp();
    await roster.signOn('Anna', ANNA);
    await roster.signOn('ANNA', ANNA);
    expect(roster.signedOn().map(({ person }) => person)).toEqual(['Anna']);
    expect(await roster.signOff('anna ', EVA)).toBe(true);
    expect(audit.rows).toMatchObject([{ setting: { by: ANNA } }, { setting: { path: 'roster.Anna', by: EVA } }]);
  });
});
