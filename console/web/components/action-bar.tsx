import type { EventSummary } from '../../server/api-schemas.ts';
import type { Act } from '../act.ts';
import type { ConsoleState, Happening } from '../state.ts';
import { CloseForm } from './close-form.tsx';

interface ActionBarProps {
  readonly event: EventSummary;
  readonly state: ConsoleState;
  readonly tell: (happening: Happening) => void;
  readonly act: Act;
}

export function ActionBar({ event, state, tell, act }: ActionBarProps) {
  const busy = state.pending !== undefined;
  return (
    <div class="actions">
      {event.state !== 'closed' && !state.closing && (
        <div class="buttons">
          {event.state === 'new' ? (
            <button type="button" class="main-button" disabled={busy} onClick={() => void act({ kind: 'take' })}>
              {state.pending === 'take' ? 'Taking…' : 'Take charge'} <kbd>a</kbd>
            </button>
          ) : (
            <button type="button" disabled={busy} onClick={() => void act({ kind: 'release' })}>
              {state.pending === 'release' ? 'Giving back…' : 'Give back'} <kbd>r</kbd>
            </button>
          )}
          <button
            type="button"
            class={event.state === 'new' ? '' : 'main-button'}
            disabled={busy || event.state === 'new'}
            title={event.state === 'new' ? 'Take charge of it first' : undefined}
            onClick={() => tell({ type: 'begin-closing' })}
          >
            Close… <kbd>e</kbd>
          </button>
        </div>
      )}
      {event.state !== 'closed' && state.closing && (
        <CloseForm busy={busy} act={act} onCancel={() => tell({ type: 'stop-closing' })} />
      )}
      <p class="notice" role="status" data-tone={state.notice?.tone}>
        {state.notice?.text}
      </p>
    </div>
  );
}
