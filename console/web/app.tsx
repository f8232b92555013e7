import { useEffect, useMemo, useRef } from 'preact/hooks';
import { makeAct } from './act.ts';
import { ConnectionBanner } from './components/connection-banner.tsx';
import { EventDetailPane } from './components/event-detail-pane.tsx';
import { FirstHint } from './components/first-hint.tsx';
import { HelpSheet } from './components/help-sheet.tsx';
import { PageFooter } from './components/page-footer.tsx';
import { PageHeader } from './components/page-header.tsx';
import { Queue } from './components/queue.tsx';
import { SystemPane } from './components/system-pane.tsx';
import { useConsole, useEventLink, useSingleKeys } from './hooks.ts';
import { commandOf, type Command } from './keys.ts';
import type { ConsoleState, Happening } from './state.ts';

export function App() {
  const [state, tell] = useConsole();
  useEventLink(state.selectedId, tell);
  const [singleKeysOn, setSingleKeysOn] = useSingleKeys();
  const sendAction = useMemo(() => makeAct(tell), [tell]);
  const act = async (action: Parameters<typeof sendAction>[1]): Promise<void> => await sendAction(state, action);
  useCommands(singleKeysOn, (command) => run(command, state, tell, act));

  const selected = state.list.events.get(state.selectedId ?? '');
  return (
    <div class="page" data-pane={state.pane}>
      <PageHeader state={state} onHelp={() => tell({ type: 'toggle-help' })} />
      <ConnectionBanner state={state} />
      <main class="panes" data-stale={state.link === 'lost'}>
        <Queue state={state} tell={tell} />
        {selected === undefined ? (
          <SystemPane state={state} onBack={() => tell({ type: 'leave' })} />
        ) : (
          <EventDetailPane key={selected.id} event={selected} state={state} tell={tell} act={act} />
        )}
      </main>
      <FirstHint state={state} />
      <PageFooter state={state} onShowSystem={() => tell({ type: 'show-system' })} />
      {state.helpShown && (
        <HelpSheet
          singleKeysOn={singleKeysOn}
          onSingleKeys={setSingleKeysOn}
          onClose={() => tell({ type: 'toggle-help' })}
        />
      )}
    </div>
  );
}

function run(
  command: Command,
  state: ConsoleState,
  tell: (happening: Happening) => void,
  act: (action: { kind: 'take' | 'release' | 'undo' }) => Promise<void>,
): void {
  if (state.helpShown && command !== 'leave' && command !== 'help') return;
  switch (command) {
    case 'next':
      return tell({ type: 'move', by: 1 });
    case 'previous':
      return tell({ type: 'move', by: -1 });
    case 'take':
    case 'release':
    case 'undo':
      return void act({ kind: command });
    case 'close':
      return tell({ type: 'begin-closing' });
    case 'show-waiting':
      return tell({ type: 'show-waiting' });
    case 'leave':
      return tell({ type: 'leave' });
    case 'help':
      return tell({ type: 'toggle-help' });
  }
}

function useCommands(singleKeysOn: boolean, onCommand: (command: Command) => void): void {
  const latest = useRef(onCommand);
  latest.current = onCommand;
  useEffect(() => {
    const listen = (press: KeyboardEvent): void => {
      const inField = press.target instanceof HTMLInputElement && press.target.type === 'text';
      const command = commandOf(
        { key: press.key, ctrlKey: press.ctrlKey, altKey: press.altKey, metaKey: press.metaKey, inField },
        singleKeysOn,
      );
      if (command === undefined || press.defaultPrevented) return;
      press.preventDefault();
      latest.current(command);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [singleKeysOn]);
}
