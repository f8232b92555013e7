import { describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../core/ports/desk.ts';
import { signalPageSchema, type EventView } from './api-schemas.ts';
import { makeEvent, makeSignal, OPENED_AT_MILLIS } from './testing/make-event.ts';
import { deskWith, serve } from './testing/serve.ts';

async function act(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${url}/api/v1/events/event-1/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('the queue', () => {
  it('lists open events by priority, then by age', async () => {
    const priorities: Record<string, number> = { low: 1, older: 9, newer: 9 };
    const url = await serve({
      ...deskWith({
        openEvents: () => [
          makeEvent({ id: 'low' }),
          makeEvent({ id: 'newer', openedAtMillis: OPENED_AT_MILLIS + 5 }),
          makeEvent({ id: 'older', signals: [makeSignal({ deviceId: 'cam-7/1' })] }),
        ],
      }),
      prioritise: ({ id }) => ({
        value: priorities[id] ?? 0,
        contributions: [{ name: 'class', value: priorities[id] ?? 0 }],
      }),
    });
    const events: EventView[] = JSON.parse(await (await fetch(`${url}/api/v1/events?state=open`)).text());
    expect(events.map(({ id }) => id)).toEqual(['older', 'newer', 'low']);
    expect(events[0]).toMatchObject({
      openedAt: '2026-01-31T12:00:00.000Z',
      contributions: [{ name: 'class', value: 9 }],
      takenBy: null,
      demo: false,
      active: true,
      signals: [{ id: 'cam-7/1', type: 'motion', receivedAt: '2026-01-31T12:00:00.020Z', series: null }],
    });
  });

  it('puts what is shelved after everything else', async () => {
    const by = { kind: 'person', name: 'Jana' } as const;
    const suppression = { kind: 'shelved', by, reason: 'heating test', sinceMillis: 1, untilMillis: OPENED_AT_MILLIS };
    const url = await serve({
      ...deskWith({
        openEvents: () => [makeEvent({ id: 'shelved', suppression: { ...suppression, kind: 'shelved' } }), makeEvent()],
      }),
      prioritise: ({ id }) => ({ value: id === 'shelved' ? 99 : 1, contributions: [] }),
    });
    const events: EventView[] = JSON.parse(await (await fetch(`${url}/api/v1/events`)).text());
    expect(events).toMatchObject([
      { id: 'event-1', suppression: null, alarmState: 'unacknowledged' },
      { id: 'shelved', suppression: { by: 'Jana', reason: 'heating test' }, alarmState: 'shelved' },
    ]);
  });

  it('says where a query is wrong', async () => {
    const url = await serve();
    const response = await fetch(`${url}/api/v1/events?state=closed`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ problems: [{ path: 'query.state' }] });
  });

  it('shows a closed event from the audit trail, with its signals, actions and messages', async () => {
    const by = { kind: 'person', name: 'Jana' } as const;
    const closed = makeEvent({ state: 'closed', closedAtMillis: OPENED_AT_MILLIS + 9, disposition: 'false' });
    const url = await serve({
      ...deskWith({ event: async () => closed }),
      audit: {
        signalsOfEvent: async () => [
          { sequence: 1, kind: 'signal', atMillis: 1, eventId: 'event-1', signal: makeSignal() },
        ],
        rowsOfEvent: async () => [
          {
            sequence: 3,
            kind: 'message',
            atMillis: 2,
            message: { messageId: 'm', eventId: 'event-1', notifier: 'email', kind: 'escalated', outcome: 'sent' },
          },
          {
            sequence: 4,
            kind: 'action',
            atMillis: 3,
            action: { id: 'a', eventId: 'event-1', kind: 'close', by, atMillis: 3, disposition: 'false' },
          },
        ],
      },
    });
    expect(await (await fetch(`${url}/api/v1/events/event-1`)).json()).toMatchObject({
      state: 'closed',
      disposition: 'false',
      signals: [{ id: 'signal-1', site: 'north gate', sensor: 'door-4' }],
      earlierBefore: null,
      history: [
        { what: 'message', notifier: 'email', outcome: 'sent' },
        { what: 'action', kind: 'close', by: 'Jana', disposition: 'false' },
      ],
    });
  });

  it('does not know an event that neither the desk nor the trail has', async () => {
    const url = await serve(deskWith({ event: async () => undefined }));
    expect((await fetch(`${url}/api/v1/events/none`)).status).toBe(404);
    expect((await fetch(`${url}/api/v1/events/none/signals`)).status).toBe(404);
  });

  it('shows all signals of an event, page by page from the latest back', async () => {
    const all = Array.from({ length: 25 }, (_, n) => n + 1);
    const url = await serve({
      ...deskWith({ event: async () => makeEvent() }),
      audit: {
        rowsOfEvent: async () => [],
        signalsOfEvent: async (eventId, { limit, beforeSequence = Infinity }) =>
          all
            .filter((sequence) => sequence < beforeSequence)
            .slice(-limit)
            .map((sequence) => {
              return { sequence, kind: 'signal', atMillis: 1, eventId, signal: makeSignal({ id: `s${sequence}` }) };
            }),
      },
    });
    const seen: string[] = [];
    let before = '';
    for (let read = 0; read < 3; read += 1) {
      const response = await fetch(`${url}/api/v1/events/event-1/signals?limit=10${before}`);
      const page = signalPageSchema.parse(await response.json());
      seen.unshift(...page.signals.map(({ id }) => id));
      before = `&before=${page.earlierBefore}`;
    }
    expect(before).toBe('&before=null');
    expect(seen).toEqual(all.map((sequence) => `s${sequence}`));
    expect((await fetch(`${url}/api/v1/events/event-1/signals?limit=100000`)).status).toBe(400);
  });
});

describe('an action', () => {
  it('reaches the desk with who, what and the idempotency key', async () => {
    const seen: ActionRequest[] = [];
    const url = await serve(
      deskWith({
        act: async (request) => {
          seen.push(request);
          return { accepted: true, event: makeEvent({ state: 'closed', disposition: 'other' }) };
        },
      }),
    );
    const body = { kind: 'close', disposition: 'other', reason: 'fire drill' };
    const response = await act(url, body, { 'idempotency-key': 'k1' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ event: { state: 'closed', disposition: 'other' } });
    expect(seen).toEqual([
      {
        eventId: 'event-1',
        by: { kind: 'person', name: 'administrator', role: 'administrator' },
        idempotencyKey: 'k1',
        ...body,
      },
    ]);
  });

  it.each([
    ['taken-by-other', 409],
    ['not-allowed-in-state', 409],
    ['unknown-event', 404],
    ['disposition-missing', 400],
    ['detail-missing', 400],
    ['not-allowed-in-role', 403],
    ['changed-since', 412],
    ['nothing-to-undo', 409],
  ] as const)('that the desk refuses as %s is answered with %d and its words', async (reason, status) => {
    const refusal = { reason, message: 'Jana has it since 12:01.' };
    const url = await serve(deskWith({ act: async () => ({ accepted: false, refusal, event: undefined }) }));
    const response = await act(url, { kind: 'take' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ detail: refusal.message, type: `urn:telltale:problem:${reason}` });
  });

  it('says what it needs, and on which version of the event', async () => {
    const seen: ActionRequest[] = [];
    const record = async (request: ActionRequest) => {
      seen.push(request);
      return { accepted: true, event: makeEvent({ version: 8 }) } as const;
    };
    const url = await serve(deskWith({ act: record }));
    const body = { kind: 'shelve', reason: 'heating test', until: '2026-01-31T14:00:00Z' };
    const response = await act(url, body, { 'if-match': '"7"' });
    expect(response.headers.get('etag')).toBe('"8"');
    expect(seen).toMatchObject([
      { kind: 'shelve', untilMillis: Date.UTC(2026, 0, 31, 14), expectedVersion: 7, reason: 'heating test' },
    ]);
    expect((await act(url, body, { 'if-match': 'seven' })).status).toBe(400);
  });

  it.each([
    ['an unknown kind', { kind: 'explode' }, 'body.kind'],
    ['an unknown field', { kind: 'take', colour: 'red' }, 'body'],
    ['nothing at all', 'null', 'body'],
  ])('with %s is not understood', async (_name, body, path) => {
    const response = await act(await serve(), body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ problems: [{ path }] });
  });

  it('that is not JSON is not understood', async () => {
    const url = await serve();
    expect((await act(url, '{"kind":')).status).toBe(400);
    expect((await act(url, 'kind=take', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await act(url, '{"__proto__":{"kind":"take"}}')).status).toBe(400);
  });
});
