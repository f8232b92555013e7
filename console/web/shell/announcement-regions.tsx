import { useEffect, useState } from 'preact/hooks';
import type { ConsoleState } from '../state.ts';
import { Announcer, type Announced } from './announcements.ts';

/** Regions that screen readers listen to; there from the start, filled now and then. */
export function Announcements({ state }: { readonly state: ConsoleState }) {
  const [announcer] = useState(() => new Announcer());
  const [said, setSaid] = useState<Announced>({ polite: '', assertive: '' });
  useEffect(() => {
    announcer.note(state.list.events.values(), state.named === undefined);
  }, [state.list, state.named]);
  useEffect(() => {
    const next = announcer.say(performance.now());
    if (Object.keys(next).length > 0) setSaid((before) => ({ ...before, ...next }));
  }, [state.list, state.nowMillis, state.named]);
  return (
    <>
      <p class="for-readers" role="status" data-announces="polite">
        {said.polite}
      </p>
      <p class="for-readers" role="alert" data-announces="assertive">
        {said.assertive}
      </p>
    </>
  );
}
