import { KeyHint } from '../../components/key-hint.tsx';
import type { DialogKind } from '../../dialogs.ts';
import { t, tn } from '../../i18n/translate.ts';
import type { Command } from '../../shell/keys.ts';
import { useLive } from '../../shell/live-context.ts';
import { subjectsOf } from '../../state.ts';
import { openDialog } from './commands.ts';

const ASKING: readonly (readonly [DialogKind, Command])[] = [
  ['close', 'close'],
  ['shelve', 'shelve'],
  ['hand-over', 'hand-over'],
  ['merge', 'merge'],
];

/** What is marked, and what can be done to all of it; over the list, where nobody must look for it. */
export function BulkBar() {
  const { state, store, tell, acting } = useLive();
  if (state.marked.size === 0) return null;
  return (
    <div class="bulk-bar" role="group" aria-label={t('queue.bulk')}>
      <strong>{tn('queue.marked', state.marked.size)}</strong>
      <button type="button" onClick={() => acting.act({ kind: 'take' }, subjectsOf(state))}>
        {t('do.take')} <KeyHint command="take" />
      </button>
      {ASKING.map(([kind, command]) => (
        <button key={kind} type="button" onClick={() => openDialog(store, kind)}>
          {t(`do.${kind}`)} <KeyHint command={command} />
        </button>
      ))}
      <button type="button" class="quiet-button" onClick={() => tell({ type: 'unmark-all' })}>
        {t('queue.unmark')} <KeyHint command="leave" />
      </button>
    </div>
  );
}
