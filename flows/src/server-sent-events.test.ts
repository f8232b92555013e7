import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerSentEventParser } from './server-sent-events.ts';

const STREAM =
  ': welcome\n\nevent: snapshot\ndata: {"a":1}\n\nevent:events\r\ndata:x\r\ndata:y\r\n\r\ndata: plain\n\nevent: empty\n\n';
const EVENTS = [
  { name: 'snapshot', data: '{"a":1}' },
  { name: 'events', data: 'x\ny' },
  { name: 'message', data: 'plain' },
];

describe('the parser of server-sent events', () => {
  it('reads names, data over several lines, comments, and both kinds of line ends', () => {
    expect(new ServerSentEventParser().push(STREAM)).toEqual(EVENTS);
  });

  it('reads the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 20 }), (cuts) => {
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), STREAM.length];
        const parser = new ServerSentEventParser();
        const events = bounds.slice(1).flatMap((end, index) => parser.push(STREAM.slice(bounds[index], end)));
        expect(events).toEqual(EVENTS);
      }),
    );
  });

  it('keeps an unfinished event to itself', () => {
    expect(new ServerSentEventParser().push('event: events\ndata: {}\n')).toEqual([]);
  });

  it('refuses a message without end', () => {
    const parser = new ServerSentEventParser();
    const megabyte = 'x'.repeat(1024 * 1024);
    expect(() => {
      for (let count = 0; count < 40; count++) parser.push(`data: ${megabyte}\n`);
    }).toThrow('message too long');
    expect(() => new ServerSentEventParser().push(megabyte.repeat(40))).toThrow('message too long');
  });
});
