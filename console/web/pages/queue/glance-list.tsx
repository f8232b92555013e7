import { useEffect, useRef } from 'preact/hooks';
import { EventTitle } from '../../components/event-title.tsx';
import { PriorityShape } from '../../components/priority-mark.tsx';
import { SiteName } from '../../components/site-name.tsx';
import type { Dialog } from '../../dialogs.ts';
import { tn } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';

/** Everything that is about to be treated alike. Nothing happens to it before the end of the list was in sight. */
export function GlanceList({ dialog: { eventIds, serial } }: { readonly dialog: Dialog }) {
  const { state, tell } = useLive();
  const box = useRef<HTMLOListElement>(null);
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) tell({ type: 'glanced', serial });
      },
      { root: box.current },
    );
    observer.observe(end.current);
    box.current?.focus();
    return () => observer.disconnect();
  }, []);
  return (
    <div class="glance">
      <p>{tn('queue.glance', eventIds.length)}</p>
      <ol ref={box} tabIndex={0} aria-label={tn('queue.glance', eventIds.length)}>
        {eventIds.map((id) => {
          const event = state.list.events.get(id);
          if (event === undefined) return null;
          return (
            <li key={id}>
              <PriorityShape band={event.band} /> <SiteName event={event} /> <EventTitle event={event} />
            </li>
          );
        })}
        <li ref={end} class="glance-end" aria-hidden="true" />
      </ol>
    </div>
  );
}
