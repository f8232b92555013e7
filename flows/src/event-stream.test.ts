import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStreamServer, type StreamServer } from '../testing/stream-server.ts';
import type { EventChange } from './event-changes.ts';
import { EventStream, type StreamState } from './event-stream.ts';

const EVENT = { id: 'a', version: 1, state: 'new', site: 'north', sensor: 'door-4' };

describe('the event stream', () => {
  let server: StreamServer;
  let changes: EventChange[];
  let states: StreamState[];
  let streams: EventStream[];

  beforeEach(async () => {
    server = await startStreamServer();
    [changes, states, streams] = [[], [], []];
  });

  afterEach(async () => {
    await Promise.all(streams.map(async (stream) => await stream.stop()));
    server.close();
  });

  function listen(options: { readonly token?: string; readonly silenceMillis?: number } = {}): EventStream {
    const { token, silenceMillis = 5000 } = options;
    const stream = new EventStream({
      baseUrl: server.baseUrl,
      token,
      onChange: (change) => changes.push(change),
      onState: (state) => states.push(state),
      timing: { silenceMillis, firstRetryMillis: 1, longestRetryMillis: 4 },
    });
    streams.push(stream);
    stream.start();
    return stream;
  }

  const kinds = (): string[] => changes.map(({ kind, event }) => `${event.id} ${kind}`);
  const reasons = (): string[] => states.flatMap((state) => (state.state === 'disconnected' ? [state.reason] : []));

  it('hands on what is open, then what changes', async () => {
    server.setSnapshot([EVENT]);
    listen();
    await expect.poll(kinds).toEqual(['a existing']);
    expect(states).toEqual([{ state: 'connecting' }, { state: 'connected' }]);

    server.send('heartbeat', { now: '2026-01-01T00:00:00Z' });
    server.send('status', { sources: [] });
    server.send('events', { events: [{ ...EVENT, id: 'b', title: 'Größe ✓' }] });
    await expect.poll(kinds).toEqual(['a existing', 'b new']);
    expect(changes[1]?.event['title']).toBe('Größe ✓');
  });

  it('comes back after a lost connection and doubles nothing', async () => {
    server.setSnapshot([EVENT]);
    listen();
    await expect.poll(kinds).toHaveLength(1);
    server.dropConnections();
    await expect.poll(() => server.requests.length).toBe(2);
    server.send('events', { events: [{ ...EVENT, version: 2, state: 'closed' }] });
    await expect.poll(kinds).toEqual(['a existing', 'a closed']);
  });

  it('tries again for as long as it is refused, and says why', async () => {
    server.refuseWith(403);
    listen();
    await expect.poll(() => server.requests.length).toBeGreaterThan(5);
    expect(new Set(reasons())).toEqual(new Set(['HTTP 403']));
    server.refuseWith(undefined);
    await expect.poll(() => states.at(-1)).toEqual({ state: 'connected' });
  });

  it('names the network error when nobody listens', async () => {
    server.close();
    listen();
    await expect.poll(reasons).toContain('ECONNREFUSED');
  });

  it('gives up a connection on which nothing comes', async () => {
    listen({ silenceMillis: 20 });
    await expect.poll(reasons).toContain('silent');
    await expect.poll(() => server.requests.length).toBeGreaterThan(1);
  });

  it('connects anew after a message it cannot read', async () => {
    listen();
    await expect.poll(() => states.at(-1)).toEqual({ state: 'connected' });
    server.send('events', { events: 'none' });
    await expect.poll(reasons).toEqual(['no events in message']);
  });

  it('shows its token to the server and to nobody else', async () => {
    listen({ token: 'open sesame' });
    await expect.poll(() => server.requests[0]?.headers.authorization).toBe('Bearer open sesame');
    expect(JSON.stringify(states)).not.toContain('sesame');
  });

  it('reports nothing once it is stopped, connected or waiting', async () => {
    const stream = listen();
    await expect.poll(() => states.at(-1)).toEqual({ state: 'connected' });
    const before = states.length;
    await stream.stop();
    server.send('events', { events: [EVENT] });
    expect(states).toHaveLength(before);
    expect(changes).toEqual([]);
  });
});
