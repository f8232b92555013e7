import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleState } from '../state.ts';
import { Announcer, type Announced } from './announcements.ts';

/** Regions that screen readers listen to; there from the start, filled now and then. */
export function Announcements({ state }: { readonly state: ConsoleState }) {
  const announcer = useRef<Announcer>(undefined);
  announcer.current ??= new Announcer();
  const [said, setSaid] = useState<Announced>({ polite: '', assertive: '' });
  useEffect(() => {
    const next =
      announcer.current?.look(state.list.events.values(), performance.now(), state.named === undefined) ?? {};
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
