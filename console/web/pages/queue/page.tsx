import { useEffect } from 'preact/hooks';
import { EventDetailPane } from '../../event/event-detail-pane.tsx';
import { useEventLink } from '../../hooks.ts';
import { useLive } from '../../shell/live-context.ts';
import { ActionBar } from './action-bar.tsx';
import { DialogForm } from './dialog-form.tsx';
import { useDialogKeys } from './dialog-keys.ts';
import { FirstHint } from './first-hint.tsx';
import { Queue } from './queue.tsx';
import { SystemPane } from './system-pane.tsx';
import { useQueueCommands } from './commands.ts';
import './queue.css';
import '../../event/event.css';

export function QueuePage() {
  const live = useLive();
  const { state, tell } = live;
  useEventLink(live);
  useQueueCommands();
  useDialogKeys();
  useEffect(() => () => tell({ type: 'close-dialog' }), []);

  const selected = state.list.events.get(state.selectedId ?? '');
  const dialog = state.dialog === undefined ? null : <DialogForm key={state.dialog.serial} dialog={state.dialog} />;
  const isBulk = state.marked.size > 0;
  return (
    <>
      <main class="panes" data-pane={state.pane} data-stale={state.link === 'lost'}>
        <Queue state={state} tell={tell} />
        {selected === undefined || isBulk ? (
          <SystemPane state={state} dialog={dialog} onBack={() => tell({ type: 'leave' })} />
        ) : (
          <EventDetailPane
            key={selected.id}
            event={selected}
            actions={<ActionBar event={selected} dialog={dialog} />}
          />
        )}
      </main>
      <FirstHint state={state} />
    </>
  );
}
