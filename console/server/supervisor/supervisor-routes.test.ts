import { describe, expect, it } from 'vitest';
import type { HandOver, HandOverAnswer, HandOverOffer, HandOverOutcome } from '../../../core/ports/hand-overs.ts';
import { makeEvent, OPENED_AT_MILLIS } from '../testing/make-event.ts';
import { deskWith, serve } from '../testing/serve.ts';

const HAND_OVER: HandOver = {
  id: 'h1',
  from: 'anna',
  to: 'ben',
  note: 'gate 2',
  state: 'offered',
  offeredBy: { kind: 'person', name: 'anna' },
  offeredAtMillis: OPENED_AT_MILLIS,
  eventIds: ['a', 'b'],
};

async function post(url: string, body: unknown): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe('the board over HTTP', () => {
  it('says what came of the messages about an escalation, the latest of each notifier', async () => {
    const message = { messageId: 'm', eventId: 'event-1', notifier: 'email', kind: 'escalated' } as const;
    const url = await serve({
      ...deskWith({ openEvents: () => [makeEvent({ escalatedAtMillis: OPENED_AT_MILLIS + 30_000 })] }),
      roster: { signedOn: () => [], signOn: async () => await never(), signOff: async () => await never() },
      siteTests: { tests: () => [], beginTest: async () => await never(), endTest: async () => await never() },
      roomWatch: { storms: () => [], standings: () => [] },
      audit: {
        signalsOfEvent: async () => await never(),
        rowsOfEvent: async () => [
          { sequence: 1, kind: 'message', atMillis: 1, message: { ...message, outcome: 'queued' } },
          { sequence: 2, kind: 'message', atMillis: 2, message: { ...message, outcome: 'failed', detail: 'refused' } },
        ],
      },
    });
    expect(await (await fetch(`${url}/api/v1/board`)).json()).toMatchObject({
      waiting: { total: 1, escalated: 1 },
      escalations: {
        items: [{ answered: false, messages: [{ notifier: 'email', outcome: 'failed', detail: 'refused' }] }],
      },
    });
  });
});

describe('a hand-over over HTTP', () => {
  async function serveHandOvers(outcome: HandOverOutcome) {
    const asked: (HandOverOffer | HandOverAnswer)[] = [];
    const answer = async (wish: HandOverOffer | HandOverAnswer): Promise<HandOverOutcome> => {
      asked.push(wish);
      return outcome;
    };
    const url = await serve({ handOvers: { list: () => [HAND_OVER], offer: answer, answer } });
    return { url: `${url}/api/v1/hand-overs`, asked };
  }

  it('is offered, listed and answered in the name of who asks', async () => {
    const { url, asked } = await serveHandOvers({ accepted: true, handOver: HAND_OVER });
    expect(await (await fetch(url)).json()).toMatchObject([{ id: 'h1', from: 'anna', events: 2, answeredBy: null }]);
    expect((await post(url, { to: 'ben', note: 'gate 2' })).status).toBe(200);
    expect((await post(`${url}/h1/answer`, { state: 'accepted' })).status).toBe(200);
    expect(asked).toMatchObject([
      { from: 'administrator', to: 'ben', note: 'gate 2', by: { name: 'administrator' } },
      { id: 'h1', state: 'accepted', answer: '', by: { name: 'administrator' } },
    ]);
  });

  it.each([
    ['unknown-hand-over', 404],
    ['not-yours', 403],
    ['answered-already', 409],
    ['not-understood', 400],
  ] as const)('that is refused for being %s is answered with %i and why', async (reason, status) => {
    const { url } = await serveHandOvers({ accepted: false, refusal: { reason, message: 'No.' } });
    const response = await post(`${url}/h1/answer`, { state: 'declined' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ detail: 'No.' });
  });

  it('without anybody to hand over to is not understood', async () => {
    const { url } = await serveHandOvers({ accepted: true, handOver: HAND_OVER });
    expect((await post(url, { note: 'x' })).status).toBe(400);
  });
});

describe('replay over HTTP', () => {
  it('shows the queue of then in its order, and never the future', async () => {
    const asked: number[] = [];
    const url = await serve({
      prioritise: ({ id }) => ({ value: id === 'first' ? 9 : 1, contributions: [] }),
      replay: {
        eventAt: async () => undefined,
        roomAt: async (atMillis) => {
          asked.push(atMillis);
          const taken = { state: 'taken', takenBy: { kind: 'person', name: 'anna' } } as const;
          const events = [makeEvent({ id: 'second', ...taken }), makeEvent({ id: 'first' })];
          return { atMillis, events, leftOut: 0, signedOn: [], tests: [], done: [], nextMillis: atMillis + 1 };
        },
      },
    });
    const at = new Date(OPENED_AT_MILLIS).toISOString();
    expect(await (await fetch(`${url}/api/v1/replay?at=${at}`)).json()).toMatchObject({
      at,
      previousAt: null,
      events: [{ id: 'first' }, { id: 'second', takenBy: 'anna' }],
      people: ['anna'],
    });
    await fetch(`${url}/api/v1/replay?at=9999999999999`);
    expect(asked).toEqual([OPENED_AT_MILLIS, OPENED_AT_MILLIS + 60_000]);
    expect((await fetch(`${url}/api/v1/replay?at=yesterday`)).status).toBe(400);
    expect((await fetch(`${url}/api/v1/replay/events/none?at=${at}`)).status).toBe(404);
  });

  it('shows an event as it was, with what had been said and done', async () => {
    const url = await serve({
      replay: {
        roomAt: async () => await never(),
        eventAt: async () => ({
          event: makeEvent({ version: 3 }),
          audit: { rowsOfEvent: async () => [], signalsOfEvent: async () => [] },
        }),
      },
    });
    const response = await fetch(`${url}/api/v1/replay/events/event-1?at=${OPENED_AT_MILLIS}`);
    expect(await response.json()).toMatchObject({ id: 'event-1', version: 3, signals: [], history: [] });
  });
});

async function never(): Promise<never> {
  throw new Error('should not be called');
}
