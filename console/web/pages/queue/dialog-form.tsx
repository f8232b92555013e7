import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asksForWords, reasonsOf, takesAnyName, wordingOf, type Choice, type Dialog } from '../../dialogs.ts';
import { t } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import { useDialogActs } from './dialog-keys.ts';
import { GlanceList } from './glance-list.tsx';

/** Asks for what an action needs: a digit chooses, Enter sends, Escape leaves. */
export function DialogForm({ dialog }: { readonly dialog: Dialog }) {
  const { tell } = useLive();
  const { choices, choose, send } = useDialogActs();
  return (
    <div class="dialog-form" role="group" aria-label={t(`ask.${dialog.kind}`)}>
      {dialog.eventIds.length > 1 && <GlanceList dialog={dialog} />}
      {asksForWords(dialog) ? (
        <WordsStep key="words" dialog={dialog} send={send} />
      ) : (
        <fieldset disabled={!dialog.glanced}>
          <legend>{t(`ask.${dialog.kind}`)}</legend>
          <Choices choices={choices(dialog)} onChoice={choose} />
          {takesAnyName(dialog.kind) && <Field label={t('ask.name')} send={choose} action={t('do.hand-over')} />}
        </fieldset>
      )}
      <button type="button" class="quiet-button" onClick={() => tell({ type: 'close-dialog' })}>
        {t('ask.cancel')} <kbd aria-hidden="true">Esc</kbd>
      </button>
    </div>
  );
}

interface WordsStepProps {
  readonly dialog: Dialog;
  readonly send: (words: string) => void;
}

function WordsStep({ dialog, send }: WordsStepProps) {
  const isNote = dialog.kind === 'note';
  return (
    <fieldset disabled={!dialog.glanced}>
      <legend>{isNote ? t('ask.note') : t('ask.why')}</legend>
      <Choices choices={reasonsOf(dialog).map((reason) => ({ value: reason, label: reason }))} onChoice={send} />
      <Field
        label={isNote ? t('ask.noteText') : t('ask.otherReason')}
        send={send}
        action={wordingOf(dialog.kind) === 'optional' ? t('ask.send') : t('ask.sendWithWords')}
      />
    </fieldset>
  );
}

interface ChoicesProps {
  readonly choices: readonly Choice[];
  readonly onChoice: (value: string) => void;
}

function Choices({ choices, onChoice }: ChoicesProps) {
  if (choices.length === 0) return null;
  return (
    <ol class="choices">
      {choices.map(({ value, label, meaning }, index) => (
        <li key={value}>
          <button type="button" onClick={() => onChoice(value)}>
            <kbd aria-hidden="true">{index + 1}</kbd>
            <bdi>{label}</bdi>
            {meaning !== undefined && (
              <span class="quiet">
                <bdi>{meaning}</bdi>
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  );
}

interface FieldProps {
  readonly label: string;
  readonly action: string;
  readonly send: (words: string) => void;
}

function Field({ label, action, send }: FieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  // Before the next key, which is a letter of the words and no command.
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      onSubmit={(submit) => {
        submit.preventDefault();
        send(words);
      }}
    >
      <label class="dialog-field">
        {label}
        <input
          type="text"
          ref={field}
          value={words}
          maxLength={2000}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
      </label>
      <button type="submit" class="main-button">
        {action} <kbd aria-hidden="true">⏎</kbd>
      </button>
    </form>
  );
}
