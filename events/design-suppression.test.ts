import { describe, expect, it } from 'vitest';
import { sampleEvent } from '../test/support/sample-records.ts';
import { designSuppressionOf, type LocalTime, type SuppressionRule } from './design-suppression.ts';

const DAY_MILLIS = 86_400_000;
const UTC: LocalTime = {
  at: (millis) => ({ day: new Date(millis).getUTCDay(), minute: Math.floor((millis % DAY_MILLIS) / 60_000) }),
  next: (millis, minute) => {
    const today = Math.floor(millis / DAY_MILLIS) * DAY_MILLIS + minute * 60_000;
    return today > millis ? today : today + DAY_MILLIS;
  },
};
const OPEN: SuppressionRule = {
  name: 'shop is open',
  match: { class: 'intrusion', site: 'shop*' },
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  from: '09:00',
  to: '18:00',
};
const NIGHT: SuppressionRule = { ...OPEN, name: 'cleaners', from: '22:00', to: '02:00' };
const shop = sampleEvent({ site: 'shop 4', class: 'intrusion' });

function at(iso: string, rule = OPEN, event = shop) {
  return designSuppressionOf(event, [rule], Date.parse(iso), UTC);
}

describe('an event suppressed by design', () => {
  it('is one that opens in the hours of a rule, until they end', () => {
    expect(at('2026-11-20T09:00:00Z')).toMatchObject({
      kind: 'by-design',
      reason: 'shop is open',
      untilMillis: Date.parse('2026-11-20T18:00:00Z'),
    });
  });

  it.each([
    ['before them', '2026-11-20T08:59:59Z'],
    ['when they are over', '2026-11-20T18:00:00Z'],
    ['on another day', '2026-11-21T12:00:00Z'],
  ])('is none %s', (_when, iso) => {
    expect(at(iso)).toBeUndefined();
  });

  it('is none of another site or class', () => {
    expect(at('2026-11-20T12:00:00Z', OPEN, sampleEvent({ site: 'bank' }))).toBeUndefined();
    expect(at('2026-11-20T12:00:00Z', OPEN, sampleEvent({ site: 'shop', class: 'tamper' }))).toBeUndefined();
  });

  it('may be so over midnight, counted to the day on which the hours begin', () => {
    const untilMillis = Date.parse('2026-11-21T02:00:00Z');
    expect(at('2026-11-20T23:00:00Z', NIGHT)).toMatchObject({ untilMillis });
    expect(at('2026-11-21T01:59:00Z', NIGHT)).toMatchObject({ untilMillis });
    expect(at('2026-11-21T23:00:00Z', NIGHT)).toBeUndefined();
  });
});
