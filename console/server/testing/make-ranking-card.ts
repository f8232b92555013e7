import type { LearnedClosing, RankingCard } from '../../../core/ports/ranking-desk.ts';

export function makeClosing(changes: Partial<LearnedClosing> = {}): LearnedClosing {
  return {
    eventId: 'event-1',
    title: 'Door 4: motion',
    site: 'north gate',
    sensor: 'door-4',
    atMillis: 0,
    by: 'Jana',
    disposition: 'true',
    said: { probability: 0.02, band: 'remote', model: 'rules' },
    ...changes,
  };
}

/** What ranks by rules, and was closed against them. */
export function makeRankingCard(closings: readonly LearnedClosing[] = [makeClosing()]): RankingCard {
  return {
    versions: [{ id: 'rules', role: 'champion' }],
    recorded: null,
    shadow: null,
    drift: { isNoticed: false, excessNats: 0, noticedAtNats: 25 },
    learnedLately: closings,
    overrides: { count: closings.length, ofClosings: closings.length, latest: closings },
    shownEarly: { propensity: 0.02, closed: 0, trues: 0 },
    refit: { state: 'idle' },
  };
}
