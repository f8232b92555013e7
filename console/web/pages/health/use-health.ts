import { useEffect, useState } from 'preact/hooks';
import type { HealthView } from '../../../server/health-routes.ts';
import { ask } from '../../api.ts';

export interface HealthLook {
  readonly health: HealthView | undefined;
  /** Whether the last question was not answered. */
  readonly isStale: boolean;
}

const EVERY_MILLIS = 5000;

/** Asks when the page is opened and every five seconds, one question at a time. */
export function useHealth(): HealthLook {
  const [look, setLook] = useState<HealthLook>({ health: undefined, isStale: false });
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lookAgain = async (): Promise<void> => {
      try {
        const health = await ask<HealthView>('/api/v1/health', { signal: leaving.signal });
        setLook({ health, isStale: false });
      } catch {
        if (!leaving.signal.aborted) setLook(({ health }) => ({ health, isStale: true }));
      }
      if (!leaving.signal.aborted) timer = setTimeout(() => void lookAgain(), EVERY_MILLIS);
    };
    void lookAgain();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, []);
  return look;
}
