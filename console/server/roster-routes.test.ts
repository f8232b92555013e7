import { expect, it } from 'vitest';
import type { SignedOn } from '../../core/ports/roster.ts';
import { makeEvent } from './testing/make-event.ts';
import { deskWith, serve } from './testing/serve.ts';

it('signs people on and off, and offers them what waits in queue order', async () => {
  const people = new Map<string, SignedOn>();
  const url = await serve({
    ...deskWith({ openEvents: () => [makeEvent({ id: 'low' }), makeEvent({ id: 'high' })] }),
    prioritise: ({ id }) => ({ value: id === 'high' ? 9 : 1, contributions: [] }),
    roster: {
      signedOn: () => [...people.values()],
      signOn: async (person) => {
        people.set(person, { person, sinceMillis: 0 });
        return { person, sinceMillis: 0 };
      },
      signOff: async (person) => people.delete(person),
    },
  });
  const at = async (method: string, person: string): Promise<number> =>
    (await fetch(`${url}/api/v1/roster/${person}`, { method })).status;
  expect([await at('PUT', 'Ben%20B'), await at('PUT', 'Anna'), await at('PUT', '%20')]).toEqual([200, 200, 400]);
  expect(await (await fetch(`${url}/api/v1/roster`)).json()).toEqual({
    signedOn: [
      { person: 'Ben B', since: '1970-01-01T00:00:00.000Z' },
      { person: 'Anna', since: '1970-01-01T00:00:00.000Z' },
    ],
    offers: [
      { event: 'high', person: 'Anna' },
      { event: 'low', person: 'Ben B' },
    ],
  });
  expect([await at('DELETE', 'Anna'), await at('DELETE', 'Anna')]).toEqual([204, 404]);
});
