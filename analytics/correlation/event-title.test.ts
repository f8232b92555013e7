import { describe, expect, it } from 'vitest';
import { sampleSignal } from '../../test/support/sample-records.ts';
import { eventTitle } from './event-title.ts';

describe('the title of a new event', () => {
  it('says where and what', () => {
    expect(eventTitle(sampleSignal({ message: 'motion behind the door' }))).toBe('door-4: motion behind the door');
    expect(eventTitle(sampleSignal({ message: '' }))).toBe('door-4: motion');
    expect(eventTitle(sampleSignal({ sensor: '*', message: '7 sensors are silent' }))).toBe(
      'lab: 7 sensors are silent',
    );
  });

  it('leaves out who expected what', () => {
    const message =
      'temperature 31.2 °C, usually 18.9 to 20.4; expected 19.7 (holt-winters, 4.2 times the edge of normal)';
    expect(eventTitle(sampleSignal({ kind: 'aberration', message }))).toBe(
      'door-4: temperature 31.2 °C, usually 18.9 to 20.4',
    );
    expect(eventTitle(sampleSignal({ message: 'gate open; expected closed' }))).toBe(
      'door-4: gate open; expected closed',
    );
  });

  it('is one line of bounded length', () => {
    const title = eventTitle(sampleSignal({ message: 'line\r\n\tof text '.repeat(1000) }));
    expect(title.length).toBeLessThanOrEqual(160);
    expect(title).not.toMatch(/[\r\n\t]/);
  });
});
