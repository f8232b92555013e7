import { describe, expect, it } from 'vitest';
import { FAILURE_REASONS } from '../core/failure.ts';
import { REJECT_REASONS } from '../core/reject-reason.ts';
import { CollectorTally } from './collector-tally.ts';

describe('a tally', () => {
  it('counts every reason from zero', () => {
    const tally = new CollectorTally('meter');
    expect([...tally.rejected]).toEqual(REJECT_REASONS.map((reason) => [reason, 0]));
    expect([...tally.failures]).toEqual(FAILURE_REASONS.map((reason) => [reason, 0]));
  });

  it('says how many there are of a reason now', () => {
    const tally = new CollectorTally('meter');
    expect([tally.countRejected('not-json'), tally.countRejected('not-json')]).toEqual([1, 2]);
    expect(tally.countRejected('too-large')).toBe(1);
  });

  it('shows on the page only what has happened', () => {
    const tally = new CollectorTally('meter');
    expect(tally.status()).toEqual({
      kind: 'meter',
      state: 'starting',
      detail: 'starting',
      readings: 0,
      signals: 0,
      rejected: {},
    });
    tally.countRejected('not-json');
    tally.lastSeenAtMillis = 5;
    expect(tally.status()).toMatchObject({ rejected: { 'not-json': 1 }, lastSeenAtMillis: 5 });
  });
});
