import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tn } from '../i18n/translate.ts';
import type { ConsoleState, Happening } from '../state.ts';
import { rowsInSight, scrollToShow } from '../window-rows.ts';
import { EmptyQueue } from './empty-queue.tsx';
import { NewAbove } from './new-above.tsx';
import { QueueRow } from './queue-row.tsx';

/** As in queue.css; rows are equally high so that a queue of any length costs the same. */
const ROW_HEIGHT = 76;

interface QueueProps {
  readonly state: ConsoleState;
  readonly tell: (happening: Happening) => void;
}

export function Queue({ state, tell }: QueueProps) {
  const { order, events } = state.list;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useViewHeight(scroller, (height) => setView((before) => ({ ...before, height })));
  const selectedRow = state.selectedId === undefined ? -1 : order.indexOf(state.selectedId);
  useEffect(() => {
    const box = scroller.current;
    if (box === null || selectedRow === -1) return;
    box.scrollTop = scrollToShow(selectedRow, ROW_HEIGHT, box.scrollTop, box.clientHeight);
  }, [selectedRow]);

  const openCount = [...events.values()].filter(({ state }) => state !== 'closed').length;
  const { first, end } = rowsInSight(order.length, ROW_HEIGHT, view.top, view.height);
  return (
    <section class="queue" aria-label="Queue">
      <header class="queue-header">
        <h2>{openCount === 0 ? t('queue.none') : tn('queue.count', openCount)}</h2>
        <NewAbove
          list={state.list}
          onShow={() => {
            scroller.current?.scrollTo({ top: 0 });
            tell({ type: 'show-waiting' });
          }}
        />
      </header>
      <div
        class="queue-scroller"
        ref={scroller}
        onScroll={({ currentTarget: { scrollTop } }) => {
          setView((before) => ({ ...before, top: scrollTop }));
          if (scrollTop > 0 !== state.scrolled) tell({ type: 'scrolled', scrolled: scrollTop > 0 });
        }}
      >
        {order.length === 0 ? (
          <EmptyQueue state={state} />
        ) : (
          <ul
            class="rows"
            role="listbox"
            aria-label="Events, gravest first"
            tabIndex={0}
            aria-activedescendant={selectedRow === -1 ? undefined : `row-${selectedRow}`}
            style={{ height: `${order.length * ROW_HEIGHT}px` }}
          >
            {order.slice(first, end).map((id, offset) => {
              const event = events.get(id);
              if (event === undefined) return null;
              return (
                <QueueRow
                  key={id}
                  event={event}
                  row={first + offset}
                  count={order.length}
                  top={(first + offset) * ROW_HEIGHT}
                  selected={id === state.selectedId}
                  nowMillis={state.nowMillis}
                  onSelect={() => tell({ type: 'select', eventId: id })}
                />
              );
            })}
          </ul>
        )}
      </div>
    </section>
  );
}

function useViewHeight(box: { readonly current: HTMLElement | null }, onHeight: (height: number) => void): void {
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => onHeight(entry?.contentRect.height ?? 0));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
}
