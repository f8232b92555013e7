import { describe, expect, it } from 'vitest';
import { actionIn, readingsIn, signalIn } from './message-fields.ts';

const NOTHING = { site: '', sensor: '', metric: '' };
const NODE = { site: 'north', sensor: 'box-1', metric: 'temperature' };

describe('the readings in a message', () => {
  it.each([
    ['a number', 21.5, [{ ...NODE, value: 21.5 }]],
    ['a number as text', ' 21.5 ', [{ ...NODE, value: 21.5 }]],
    ['a switch', true, [{ ...NODE, value: 1 }]],
    ['a value with its unit and time', { value: 3, unit: '°C', time: 5 }, [{ ...NODE, value: 3, unit: '°C', time: 5 }]],
    ['a place of its own', { value: 3, site: 'south' }, [{ ...NODE, site: 'south', value: 3 }]],
    [
      'several metrics',
      { humidity: 40, dew_point: '9' },
      [
        { ...NODE, metric: 'humidity', value: 40 },
        { ...NODE, metric: 'dew_point', value: 9 },
      ],
    ],
    [
      'a list',
      [1, { value: 2 }],
      [
        { ...NODE, value: 1 },
        { ...NODE, value: 2 },
      ],
    ],
  ])('may be %s', (_what, payload, rows) => {
    expect(readingsIn({ payload }, NODE)).toEqual(rows);
  });

  it('take from the message what neither payload nor node says', () => {
    const time = new Date('2026-01-01T00:00:00Z');
    expect(readingsIn({ payload: 1, site: 's', sensor: 'd', metric: 'm', unit: 'bpm', time }, NOTHING)).toEqual([
      { site: 's', sensor: 'd', metric: 'm', value: 1, unit: 'bpm', time: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  it.each([
    ['no place', { payload: 1 }, NOTHING, 'There is no site'],
    ['no metric', { payload: 1 }, { ...NODE, metric: '' }, 'There is no metric'],
    ['no number', { payload: 'warm' }, NODE, '"warm" is no number'],
    ['not a number', { payload: Number.NaN }, NODE, 'is no number'],
    ['nothing', { payload: {} }, NODE, 'no value'],
    ['null', { payload: null }, NODE, 'is no number'],
  ])('are refused with %s', (_what, message, node, said) => {
    expect(() => readingsIn(message, node)).toThrow(said);
  });
});

describe('the signal in a message', () => {
  const node = { site: 'north', sensor: 'gate', type: '', class: '' };

  it('may be text, which is type and message', () => {
    expect(signalIn({ payload: 'gate forced' }, node)).toEqual({
      site: 'north',
      sensor: 'gate',
      type: 'gate forced',
      message: 'gate forced',
    });
  });

  it('may say everything itself', () => {
    const payload = {
      type: 'motion',
      class: 'intrusion',
      message: 'at the gate',
      time: 5,
      id: 'a1',
      site: 'south',
      sensor: 'pir',
    };
    expect(signalIn({ payload }, node)).toEqual(payload);
  });

  it('needs a type from somewhere', () => {
    expect(() => signalIn({ payload: {} }, node)).toThrow('There is no type');
    expect(signalIn({ payload: {} }, { ...node, type: 'motion' })).toMatchObject({ type: 'motion' });
  });
});

describe('the action in a message', () => {
  const node = { action: 'close', disposition: 'false', reason: 'a cat' };

  it('is about the event of the payload', () => {
    expect(actionIn({ payload: { id: 'e1' } }, node)).toEqual({
      eventId: 'e1',
      body: { kind: 'close', disposition: 'false', reason: 'a cat' },
    });
  });

  it('may be said by the message', () => {
    const message = {
      eventId: 'e2',
      action: 'park',
      until: '2026-01-01T00:00:00Z',
      reason: 'later',
      disposition: 'true',
    };
    expect(actionIn(message, { action: '', disposition: '', reason: '' })).toEqual({
      eventId: 'e2',
      body: { kind: 'park', reason: 'later', until: '2026-01-01T00:00:00Z' },
    });
  });

  it('is refused without event or action', () => {
    expect(() => actionIn({}, node)).toThrow('There is no eventId');
    expect(() => actionIn({ eventId: 'e' }, { ...node, action: '' })).toThrow('There is no action');
  });
});
