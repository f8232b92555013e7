import { useEffect, useState } from 'preact/hooks';
import type { EventDetail } from '../../../server/api-schemas.ts';
import type { BoardView, HandOverView, ReplayView } from '../../../server/supervisor/supervisor-schemas.ts';
import { ask, wordsFor } from '../../api.ts';

export async function fetchBoard(signal: AbortSignal): Promise<BoardView> {
  return await ask<BoardView>('/api/v1/board', { signal });
}

export async function fetchHandOvers(signal: AbortSignal): Promise<readonly HandOverView[]> {
  return await ask<readonly HandOverView[]>('/api/v1/hand-overs', { signal });
}

export async function fetchSignedOn(signal: AbortSignal): Promise<readonly string[]> {
  const { signedOn } = await ask<{ signedOn: readonly { person: string }[] }>('/api/v1/roster', { signal });
  return signedOn.map(({ person }) => person);
}

export async function fetchRoomAt(atMillis: number, signal: AbortSignal): Promise<ReplayView> {
  return await ask<ReplayView>(`/api/v1/replay?at=${atMillis}`, { signal });
}

export async function fetchEventAt(eventId: string, atMillis: number, signal: AbortSignal): Promise<EventDetail> {
  return await ask<EventDetail>(`/api/v1/replay/events/${encodeURIComponent(eventId)}?at=${atMillis}`, { signal });
}

export async function postHandOver(offer: { to: string; note: string; from?: string }): Promise<void> {
  await post('/api/v1/hand-overs', offer);
}

export async function postAnswer(id: string, state: 'accepted' | 'declined' | 'withdrawn'): Promise<void> {
  await post(`/api/v1/hand-overs/${encodeURIComponent(id)}/answer`, { state });
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await ask<unknown>(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

export interface Asked<T> {
  readonly value: T | undefined;
  readonly problem: string | undefined;
}

/** The latest answer, asked for whenever `key` changes and every so often; while nobody answers the last one stays. */
export function useAsked<T>(key: string, wanted: (signal: AbortSignal) => Promise<T>, everyMillis?: number): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ value: undefined, problem: undefined });
  useEffect(() => {
    const abort = new AbortController();
    const once = async (): Promise<void> => {
      try {
        const value = await wanted(abort.signal);
        if (!abort.signal.aborted) setAsked({ value, problem: undefined });
      } catch (failure) {
        if (!abort.signal.aborted) setAsked(({ value }) => ({ value, problem: wordsFor(failure) }));
      }
    };
    void once();
    const timer = everyMillis === undefined ? undefined : window.setInterval(() => void once(), everyMillis);
    return () => {
      window.clearInterval(timer);
      abort.abort();
    };
  }, [key, everyMillis]);
  return asked;
}
