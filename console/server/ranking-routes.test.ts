import { expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { makeRankingCard } from './testing/make-ranking-card.ts';
import { serve } from './testing/serve.ts';

const CARD = makeRankingCard();

it('tells how events are ranked and what was learned', async () => {
  const url = await serve({
    rankingDesk: { card: () => CARD, rollBack: async () => undefined, refit: () => undefined },
  });
  const answer = await fetch(`${url}/api/v1/ranking`);
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    {
      versions: [{ id: 'rules', fitted: null }],
      learnedLately: [{ event: 'event-1', at: '1970-01-01T00:00:00.000Z', said: { band: 'remote' } }],
      refit: { lastAt: null },
    },
  ]);
});

it('goes back to another version, and says what to do where there is none', async () => {
  const chosen: string[] = [];
  const rankingDesk = {
    card: () => CARD,
    rollBack: async (version: string) => {
      if (version === 'nothing')
        throw new Failure('there is no ranking model "nothing"', {
          reason: 'client',
          retryable: false,
          remedy: 'name another',
        });
      chosen.push(version);
    },
    refit: () => void chosen.push('refit'),
  };
  const url = await serve({ rankingDesk });
  const post = async (path: string, body?: object): Promise<number> =>
    (
      await fetch(`${url}/api/v1/ranking/${path}`, {
        method: 'POST',
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
    ).status;
  expect([
    await post('champion', { version: 'rules' }),
    await post('champion', { version: 'nothing' }),
    await post('champion', { version: 1 }),
    await post('refits'),
  ]).toEqual([200, 404, 400, 202]);
  expect(chosen).toEqual(['rules', 'refit']);
});
