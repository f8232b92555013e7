import { describe, expect, it } from 'vitest';
import { classOf, decodeAlarm, type DecodedAlarm } from './decode-alarm.ts';
import { Refused } from './refused.ts';

const NOW = Date.UTC(2026, 5, 1);

function decode(payload: string, arrivalId = 'first', sensor = 'door'): DecodedAlarm {
  const alarm = decodeAlarm(Buffer.from(payload), { site: 'lab', sensor, receivedAtMillis: NOW, arrivalId });
  if (alarm instanceof Refused) throw new Error(alarm.detail);
  return alarm;
}

describe('a device alarm', () => {
  it('as plain text is its type', () => {
    expect(decode('motion').signal).toMatchObject({ type: 'motion', class: 'intrusion', observedAtMillis: NOW });
  });

  it('as JSON keeps what the device says', () => {
    const { signal } = decode(
      '{"type":"smoke","class":"fire","time":"2026-05-31T23:59:59Z","message":"hall","id":"a1"}',
    );
    expect(signal).toMatchObject({ type: 'smoke', class: 'fire', message: 'hall', deviceId: 'a1' });
    expect(signal.observedAtMillis).toBe(NOW - 1000);
  });

  it('with an id is the same on every delivery, and another at another sensor', () => {
    const payload = '{"type":"motion","id":7}';
    expect(decode(payload, 'first').signal.id).toBe(decode(payload, 'second').signal.id);
    expect(decode(payload).signal.id).not.toBe(decode(payload, 'first', 'window').signal.id);
  });

  it('with a time of its own is the same on every delivery', () => {
    const payload = `{"type":"motion","time":${NOW - 5}}`;
    expect(decode(payload, 'first').signal.id).toBe(decode(payload, 'second').signal.id);
  });

  it('with neither is new on every arrival', () => {
    expect(decode('motion', 'first').signal.id).not.toBe(decode('motion', 'second').signal.id);
  });

  it('whose clock is stuck at an unbelievable time is new on every arrival', () => {
    const payload = '{"type":"motion","time":0}';
    expect(decode(payload, 'first').signal.id).not.toBe(decode(payload, 'second').signal.id);
  });

  it.each([
    [0, 'device-time-past'],
    [Date.UTC(2100, 0, 1), 'device-time-future'],
  ])('at time %d bears the arrival time and says why', (time, reason) => {
    const alarm = decode(JSON.stringify({ type: 'motion', time }));
    expect(alarm.timeReject).toBe(reason);
    expect(alarm.signal.observedAtMillis).toBe(NOW);
  });

  it.each(['', '{"type": 5}', '{"type":"x","message":[]}', '{"type":"x","time":"soon"}', '{"type":"x","id":{}}', '{'])(
    '%j is refused',
    (payload) => {
      const alarm = decodeAlarm(Buffer.from(payload), { site: 's', sensor: 'd', receivedAtMillis: NOW, arrivalId: '' });
      expect(alarm).toBeInstanceOf(Refused);
    },
  );
});

describe('the class of an alarm that names none', () => {
  it.each([
    ['fire', 'fire'],
    ['FIRE_ALARM', 'fire'],
    ['smokeDetector', 'fire'],
    ['holdup', 'hold-up'],
    ['panic-button', 'hold-up'],
    ['man down', 'man-down'],
    ['cover opened', 'tamper'],
    ['PIR', 'intrusion'],
    ['motiondetected', 'intrusion'],
    ['door_open', 'intrusion'],
    ['low-battery', 'technical'],
    ['heartRate', 'wellness'],
    ['temperature high', 'environment'],
  ])('that says %j is %s', (type, signalClass) => {
    expect(classOf(undefined, type)).toBe(signalClass);
  });

  it.each(['firewall rule', 'certificate expired', 'AAPL falling', 'recovered', 'outdoors', 'Wazuh: sosreport'])(
    'is no danger and no intruder for part of a word: %j',
    (type) => {
      expect(['information', 'technical']).toContain(classOf(undefined, type));
    },
  );
});
