import { useEffect, useMemo, useRef } from 'preact/hooks';
import { makeAct } from '../../act.ts';
import { EventDetailPane } from '../../components/event-detail-pane.tsx';
import { FirstHint } from '../../components/first-hint.tsx';
import { HelpSheet } from '../../components/help-sheet.tsx';
import { Queue } from '../../components/queue.tsx';
import { SystemPane } from '../../components/system-pane.tsx';
import { useEventLink } from '../../hooks.ts';
import { commandOf, type Command } from '../../keys.ts';
import { useLive } from '../../shell/live-context.ts';
import type { PageProps } from '../../shell/pages.ts';
import { usePreferences } from '../../shell/preferences.ts';
import type { ConsoleState, Happening } from '../../state.ts';

export function QueuePage({ route }: PageProps) {
  const { state, tell } = useLive();
  const { preferences, change } = usePreferences();
  useEventLink(route, state.selectedId, tell);
  const sendAction = useMemo(() => makeAct(tell), [tell]);
  const act = async (action: Parameters<typeof sendAction>[1]): Promise<void> => await sendAction(state, action);
  useCommands(preferences.singleKeys, (command) => run(command, state, tell, act));

  const selected = state.list.events.get(state.selectedId ?? '');
  return (
    <>
      <main class="panes" data-pane={state.pane} data-stale={state.link === 'lost'}>
        <Queue state={state} tell={tell} />
        {selected === undefined ? (
          <SystemPane state={state} onBack={() => tell({ type: 'leave' })} />
        ) : (
          <EventDetailPane key={selected.id} event={selected} state={state} tell={tell} act={act} />
        )}
      </main>
      <FirstHint state={state} />
      {state.helpShown && (
        <HelpSheet
          singleKeysOn={preferences.singleKeys}
          onSingleKeys={(singleKeys) => change({ singleKeys })}
          onClose={() => tell({ type: 'toggle-help' })}
        />
      )}
    </>
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
