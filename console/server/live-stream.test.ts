import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Event } from '../../core/event.ts';
import type { DeskChange } from '../../core/ports/desk.ts';
import { toEventSummary } from './event-view.ts';
import { DEFAULT_STREAM_TIMING, LiveStream, type StreamClient } from './live-stream.ts';
import { makeEvent } from './testing/make-event.ts';
import { noStatusView } from './testing/no-status.ts';

class FakeClient implements StreamClient {
  readonly received: { name: string; data: { events?: { id: string; version: number; state: string }[] } }[] = [];
  buffered = 0;
  closed = false;
  readonly waiting: (() => void)[] = [];

  whenDrained(callback: () => void): void {
    this.waiting.push(callback);
  }

  write(chunk: string): void {
    const [, name, data] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(chunk) ?? [];
    this.received.push({ name: name ?? '', data: JSON.parse(data ?? 'null') });
  }

  bufferedBytes(): number {
    return this.buffered;
  }

  close(): void {
    this.closed = true;
  }

  named(name: string): FakeClient['received'] {
    return this.received.filter((message) => message.name === name);
  }
}

function setUp(open: Event[] = []) {
  const listeners = new Set<(changes: readonly DeskChange[]) => void>();
  let summaries = 0;
  const priority = { value: 5 };
  const dropped: number[] = [];
  const stream = new LiveStream({
    desk: {
      openEvents: () => open,
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    summarise: (event) => {
      summaries += 1;
      return toEventSummary(event, { value: priority.value, contributions: [] });
    },
    status: noStatusView,
    clock: { nowMillis: () => Date.now(), monotonicMillis: () => Date.now() },
    onDropped: (bytes) => dropped.push(bytes),
  });
  const change = (event: Event): void => {
    for (const listener of listeners) listener([{ event, previous: undefined }]);
  };
  return { stream, change, listeners, dropped, priority, summaries: () => summaries };
}

describe('the live stream', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('begins with a snapshot of every open event', () => {
    const { stream } = setUp([makeEvent({ id: 'e1' }), makeEvent({ id: 'e2' })]);
    const client = new FakeClient();
    stream.add(client);
    expect(client.received.map(({ name }) => name)).toEqual(['snapshot']);
    expect(client.received[0]?.data.events?.map(({ id }) => id)).toEqual(['e1', 'e2']);
  });

  it('sends a long snapshot in parts, the first of the queue first, no faster than it is read, and then what changed meanwhile', () => {
    const open = Array.from({ length: 700 }, (_, index) => makeEvent({ id: `e${String(index).padStart(3, '0')}` }));
    const { stream, change } = setUp(open);
    const client = new FakeClient();
    client.buffered = 1024 * 1024;
    stream.add(client, undefined, true);
    expect(client.received.map(({ data }) => data.events?.length)).toEqual([300]);
    expect(client.received[0]?.data.events?.[0]?.id).toBe('e000');
    change(makeEvent({ id: 'e650', version: 2, state: 'closed' }));
    vi.advanceTimersByTime(200);
    client.waiting.shift()?.();
    client.waiting.shift()?.();
    expect(client.received.map(({ name, data }) => [name, data.events?.length])).toEqual([
      ['snapshot', 300],
      ['more', 300],
      ['more', 100],
      ['events', 1],
    ]);
    expect(client.received.at(-1)?.data.events).toMatchObject([{ id: 'e650', state: 'closed' }]);
  });

  it('tells a page that connects right after another what changed between the two', () => {
    const { stream, change } = setUp([makeEvent({ id: 'e1' })]);
    stream.add(new FakeClient(), undefined, true);
    change(makeEvent({ id: 'e1', version: 2 }));
    const second = new FakeClient();
    stream.add(second, undefined, true);
    expect(second.received.map(({ name }) => name)).toEqual(['snapshot', 'events']);
    expect(second.received[1]?.data.events).toMatchObject([{ id: 'e1', version: 2 }]);
  });

  it('writes no more of a snapshot to a page that has left', () => {
    const open = Array.from({ length: 700 }, (_, index) => makeEvent({ id: `e${index}` }));
    const { stream } = setUp(open);
    const client = new FakeClient();
    client.buffered = 1024 * 1024;
    const remove = stream.add(client, undefined, true);
    remove();
    client.waiting.shift()?.();
    expect(client.received).toHaveLength(1);
  });

  it('tells the first change at once and then at most ten times a second, latest versions only', () => {
    const { stream, change } = setUp();
    const client = new FakeClient();
    stream.add(client);
    change(makeEvent({ id: 'e1', version: 1 }));
    vi.advanceTimersByTime(1);
    expect(client.named('events')).toHaveLength(1);
    for (let version = 2; version <= 500; version += 1) {
      change(makeEvent({ id: 'e1', version }));
      vi.advanceTimersByTime(2);
    }
    expect(client.named('events').length).toBeLessThanOrEqual(12);
    vi.advanceTimersByTime(100);
    expect(client.named('events').at(-1)?.data.events).toMatchObject([{ id: 'e1', version: 500 }]);
  });

  it('makes each message once, however many are connected', () => {
    const { stream, change, summaries } = setUp();
    for (let index = 0; index < 10; index += 1) stream.add(new FakeClient());
    change(makeEvent({ id: 'e1' }));
    vi.advanceTimersByTime(100);
    expect(summaries()).toBe(1);
  });

  it('sends a flood in messages that a page reads at once, one after the other', () => {
    const { stream, change } = setUp();
    const client = new FakeClient();
    stream.add(client);
    for (let index = 0; index < 700; index += 1) change(makeEvent({ id: `e${index}` }));
    vi.advanceTimersByTime(400);
    expect(client.named('events').map(({ data }) => data.events?.length)).toEqual([300, 300, 100]);
  });

  it('marks a closed event', () => {
    const { stream, change } = setUp();
    const client = new FakeClient();
    stream.add(client);
    change(makeEvent({ id: 'e1', state: 'closed' }));
    vi.advanceTimersByTime(100);
    expect(client.named('events')[0]?.data.events).toMatchObject([{ id: 'e1', state: 'closed' }]);
  });

  it('sends an event again when its priority has visibly moved', () => {
    const { stream, priority } = setUp([makeEvent({ id: 'e1' })]);
    const client = new FakeClient();
    stream.add(client);
    vi.advanceTimersByTime(3200);
    const before = client.named('events').length;
    priority.value = 5.01;
    vi.advanceTimersByTime(3000);
    expect(client.named('events')).toHaveLength(before);
    priority.value = 6;
    vi.advanceTimersByTime(3200);
    expect(client.named('events')).toHaveLength(before + 1);
  });

  it('beats every two seconds, so that silence means a lost connection', () => {
    const { stream } = setUp();
    const client = new FakeClient();
    stream.add(client);
    vi.advanceTimersByTime(10_000);
    expect(client.named('heartbeat')).toHaveLength(5);
    expect(client.named('status')).toHaveLength(3);
  });

  it('drops a client that reads too slowly and goes on with the others', () => {
    const { stream, change, dropped } = setUp();
    const slow = new FakeClient();
    const quick = new FakeClient();
    stream.add(slow);
    stream.add(quick);
    slow.buffered = DEFAULT_STREAM_TIMING.maxBufferedBytes + 1;
    change(makeEvent({ id: 'e1' }));
    vi.advanceTimersByTime(100);
    expect(slow.closed).toBe(true);
    expect(dropped).toEqual([slow.buffered]);
    expect(slow.named('events')).toHaveLength(0);
    expect(quick.named('events')).toHaveLength(1);
  });

  it('does nothing while nobody is connected', () => {
    const { stream, listeners } = setUp();
    const remove = stream.add(new FakeClient());
    expect(listeners.size).toBe(1);
    remove();
    expect(listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends every client when it stops', () => {
    const { stream } = setUp();
    const client = new FakeClient();
    stream.add(client);
    stream.stop();
    expect(client.closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
