import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t, tn } from '../../i18n/translate.ts';
import type { QueueList } from '../../queue-list.ts';
import type { ConsoleState, Happening } from '../../state.ts';
import { rowsInSight, scrollToShow } from '../../window-rows.ts';
import { BulkBar } from './bulk-bar.tsx';
import { COLUMNS } from './columns.ts';
import { EmptyQueue } from './empty-queue.tsx';
import { NewAbove } from './new-above.tsx';
import { QueueRow } from './queue-row.tsx';

/** As in queue.css; rows are equally high so that a queue of any length costs the same. */
const ROW_HEIGHT = 64;
const HEAD_ROWS = 1;

interface QueueProps {
  readonly state: ConsoleState;
  readonly tell: (happening: Happening) => void;
}

export function Queue({ state, tell }: QueueProps) {
  const { order, events } = state.list;
  const scroller = useRef<HTMLDivElement>(null);
  const openCount = useMemo(() => openIn(state.list), [state.list]);
  return (
    <section class="queue" aria-label={t('page.queue')}>
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
      <BulkBar />
      {order.length === 0 ? (
        <div class="queue-scroller">
          <EmptyQueue state={state} />
        </div>
      ) : (
        <Grid state={state} tell={tell} scroller={scroller} events={events} />
      )}
    </section>
  );
}

function openIn({ order, waiting, events }: QueueList): number {
  let open = waiting.length;
  for (const id of order) if (events.get(id)?.state !== 'closed') open += 1;
  return open;
}

interface GridProps extends QueueProps {
  readonly scroller: { current: HTMLDivElement | null };
  readonly events: ConsoleState['list']['events'];
}

/** An ARIA grid of which only the rows in sight exist; the selected one is named to screen readers. */
function Grid({ state, tell, scroller, events }: GridProps) {
  const { order } = state.list;
  const [view, setView] = useState({ top: 0, height: 800 });
  useViewHeight(scroller, (height) => setView((before) => ({ ...before, height })));
  const selectedRow = state.selectedId === undefined ? -1 : order.indexOf(state.selectedId);
  useEffect(() => {
    const box = scroller.current;
    if (box === null || selectedRow === -1) return;
    box.scrollTop = scrollToShow(selectedRow, ROW_HEIGHT, box.scrollTop, box.clientHeight - headHeight(box));
  }, [selectedRow]);
  const { first, end } = rowsInSight(order.length, ROW_HEIGHT, view.top, view.height);
  const isSelectedDrawn = selectedRow >= first && selectedRow < end;
  return (
    <div
      class="queue-scroller"
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('queue.gridLabel')}
      aria-rowcount={order.length + HEAD_ROWS}
      aria-colcount={COLUMNS.length}
      aria-multiselectable="true"
      aria-activedescendant={isSelectedDrawn ? `row-${selectedRow}` : undefined}
      onScroll={({ currentTarget: { scrollTop } }) => {
        setView((before) => ({ ...before, top: scrollTop }));
        if (scrollTop > 0 !== state.scrolled) tell({ type: 'scrolled', scrolled: scrollTop > 0 });
      }}
    >
      <div role="rowgroup" class="queue-head">
        <div role="row" aria-rowindex={1} class="row-cells">
          {COLUMNS.map((column, index) => (
            <span key={column} role="columnheader" class={`cell-${column}`} aria-colindex={index + 1}>
              {t(`column.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="rows" style={{ height: `${order.length * ROW_HEIGHT}px` }}>
        {order.slice(first, end).map((id, offset) => {
          const event = events.get(id);
          if (event === undefined) return null;
          const row = first + offset;
          return (
            <QueueRow
              key={id}
              event={event}
              row={row}
              rowIndex={row + HEAD_ROWS + 1}
              top={row * ROW_HEIGHT}
              selected={id === state.selectedId}
              marked={state.marked.has(id)}
              nowMillis={state.nowMillis}
              tell={tell}
            />
          );
        })}
      </div>
    </div>
  );
}

function headHeight(box: HTMLElement): number {
  return box.querySelector<HTMLElement>('.queue-head')?.offsetHeight ?? 0;
}

function useViewHeight(box: { readonly current: HTMLElement | null }, onHeight: (height: number) => void): void {
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => onHeight(entry?.contentRect.height ?? 0));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
}
