import type { ComponentChildren } from 'preact';
import type { EventSummary } from '../../../server/api-schemas.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import type { DialogKind } from '../../dialogs.ts';
import { t } from '../../i18n/translate.ts';
import type { Command } from '../../shell/keys.ts';
import { useLive } from '../../shell/live-context.ts';
import { openDialog } from './commands.ts';

interface ActionBarProps {
  readonly event: EventSummary;
  readonly dialog: ComponentChildren;
}

type SimpleKind = 'take' | 'release' | 'start' | 'pause' | 'resume' | 'unmerge' | 'unshelve';

/** What can be done to an event in its state, the usual next thing first. */
export function ActionBar({ event, dialog }: ActionBarProps) {
  const { state, store, acting } = useLive();
  const act = (kind: SimpleKind): void => acting.act({ kind }, [event.id]);
  const button = (kind: SimpleKind, command: Command | undefined, main = false) => (
    <button key={kind} type="button" class={main ? 'main-button' : ''} onClick={() => act(kind)}>
      {state.pending.get(event.id) === kind ? t('do.waiting') : t(`do.${kind}`)}{' '}
      {command !== undefined && <KeyHint command={command} />}
    </button>
  );
  const asking = (kind: DialogKind, command: Command, main = false) => (
    <button key={kind} type="button" class={main ? 'main-button' : ''} onClick={() => openDialog(store, kind)}>
      {t(`do.${kind}`)} <KeyHint command={command} />
    </button>
  );
  return (
    <div class="actions">
      {dialog ?? (
        <div class="buttons" role="group" aria-label={t('queue.actions')}>
          {event.state === 'new' && button('take', 'take', true)}
          {event.state === 'taken' && button('start', 'work')}
          {(event.state === 'paused' || event.state === 'parked') && button('resume', 'work')}
          {event.state !== 'closed' && event.state !== 'new' && asking('close', 'close', true)}
          {(event.state === 'taken' || event.state === 'in-progress') && button('pause', 'pause')}
          {event.state !== 'closed' && <OtherActions event={event} button={button} asking={asking} />}
          {event.mergedInto !== null && button('unmerge', 'unmerge')}
        </div>
      )}
      <p class="notice" role="status" data-tone={state.notice?.tone}>
        <bdi>{state.notice?.text}</bdi>
      </p>
    </div>
  );
}

interface OtherActionsProps {
  readonly event: EventSummary;
  readonly button: (kind: SimpleKind, command: Command | undefined) => ComponentChildren;
  readonly asking: (kind: DialogKind, command: Command) => ComponentChildren;
}

function OtherActions({ event, button, asking }: OtherActionsProps) {
  return (
    <>
      {event.state !== 'new' && asking('park', 'park')}
      {asking('note', 'note')}
      {event.state !== 'new' && button('release', 'release')}
      {asking('hand-over', 'hand-over')}
      {asking('merge', 'merge')}
      {event.suppression === null ? asking('shelve', 'shelve') : button('unshelve', undefined)}
      {asking('site-test', 'site-test')}
    </>
  );
}
