import { describe, expect, it } from 'vitest';
import { parserFor, PLAIN_COLUMNS, SITE_COLUMNS } from './row.ts';

const site = parserFor(SITE_COLUMNS, '', '');
const plain = () => parserFor(PLAIN_COLUMNS, 'probe', 'temperature_celsius');

describe('a row of a site file', () => {
  it('is a reading', () => {
    expect(site?.(['-60', 'store', 'temperature_celsius', '-2.5e1', '', '', ''])).toEqual({
      kind: 'reading',
      offsetSeconds: -60,
      sensor: 'store',
      metric: 'temperature_celsius',
      value: -25,
    });
  });

  it('is an alarm that begins, or ends with the value 0', () => {
    const alarm = ['10', 'door', '', '', 'forced', 'intrusion', 'Forced open'];
    expect(site?.(alarm)).toEqual({
      kind: 'alarm',
      offsetSeconds: 10,
      sensor: 'door',
      type: 'forced',
      class: 'intrusion',
      phase: 'entered',
      message: 'Forced open',
    });
    expect(site?.(alarm.with(3, '1'))).toMatchObject({ phase: 'entered' });
    expect(site?.(alarm.with(3, '0'))).toMatchObject({ phase: 'left' });
  });

  it.each([
    ['bad-line', ['0', 'door', 'open', '1']],
    ['bad-line', ['0', '', 'open', '1', '', '', '']],
    ['bad-line', ['0', 'door', '', '1', '', '', '']],
    ['bad-line', ['0', 'door', 'open', '1', 'forced', 'intrusion', '']],
    ['bad-line', ['0', 'd'.repeat(201), 'open', '1', '', '', '']],
    ['wrong-type', ['soon', 'door', 'open', '1', '', '', '']],
    ['wrong-type', ['0', 'door', 'open', '0x10', '', '', '']],
    ['wrong-type', ['0', 'door', 'open', '', '', '', '']],
    ['not-finite', ['0', 'door', 'open', 'NaN', '', '', '']],
    ['not-finite', ['0', 'door', 'open', '-Infinity', '', '', '']],
    ['not-finite', ['0', 'door', 'open', '1e999', '', '', '']],
    ['wrong-type', ['0', 'door', '', '', 'forced', 'burglary', '']],
    ['wrong-type', ['0', 'door', '', '7', 'forced', 'intrusion', '']],
    ['too-large', ['0', 'door', '', '', 'forced', 'intrusion', 'm'.repeat(1001)]],
  ])('is refused as %s: %j', (reason, fields) => {
    expect(site?.(fields)).toMatchObject({ kind: 'bad', reason });
  });
});

describe('a row of a plain file', () => {
  it.each([
    ['epoch seconds', '1000', '1000.5'],
    ['ISO 8601', '2024-03-01T00:00:00Z', '2024-03-01T01:00:00.5+01:00'],
    ['ISO 8601 without a zone, which is UTC', '2024-03-01 00:00:00', '2024-03-01T00:00:00.500Z'],
  ])('counts from the first row, in %s', (_name, first, second) => {
    const parse = plain();
    expect(parse?.([first, '20'])).toMatchObject({ offsetSeconds: 0, sensor: 'probe', metric: 'temperature_celsius' });
    expect(parse?.([second, '21'])).toMatchObject({ offsetSeconds: 0.5, value: 21 });
  });

  it('may be a gap, and a gap may come first', () => {
    const parse = plain();
    expect(parse?.(['100', ''])).toBeUndefined();
    expect(parse?.(['160', '1'])).toMatchObject({ offsetSeconds: 60 });
  });

  it('is refused when its time or value is none', () => {
    expect(plain()?.(['yesterday', '1'])).toMatchObject({ reason: 'wrong-type' });
    expect(plain()?.(['2024-13-41', '1'])).toMatchObject({ reason: 'wrong-type' });
    expect(plain()?.(['0', 'inf'])).toMatchObject({ reason: 'not-finite' });
    expect(plain()?.(['0'])).toMatchObject({ reason: 'bad-line' });
  });
});

describe('the header', () => {
  it('decides the format and is refused when it is neither', () => {
    expect(parserFor(['timestamp', 'value', 'label'], 's', 'm')).toBeUndefined();
    expect(parserFor([''], 's', 'm')).toBeUndefined();
  });
});
