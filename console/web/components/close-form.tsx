import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActionBody } from '../../server/api-schemas.ts';
import type { Act } from '../act.ts';

type Disposition = NonNullable<ActionBody['disposition']>;

const CHOICES: readonly { readonly value: Disposition; readonly label: string; readonly meaning: string }[] = [
  { value: 'true', label: 'True', meaning: 'it was real' },
  { value: 'false', label: 'False', meaning: 'nothing was there' },
  { value: 'inappropriate', label: 'Inappropriate', meaning: 'a fault of the system' },
  { value: 'other', label: 'Other', meaning: 'a test or maintenance' },
];

interface CloseFormProps {
  readonly busy: boolean;
  readonly act: Act;
  readonly onCancel: () => void;
}

/** A digit closes at once; who wants to say why writes first. */
export function CloseForm({ busy, act, onCancel }: CloseFormProps) {
  const [disposition, setDisposition] = useState<Disposition>();
  const [reason, setReason] = useState('');
  const choices = useRef<HTMLFieldSetElement>(null);
  useEffect(() => choices.current?.querySelector('input')?.focus(), []);

  const close = (chosen: Disposition | undefined): void => {
    if (chosen !== undefined) void act({ kind: 'close', disposition: chosen, ...(reason === '' ? {} : { reason }) });
  };
  return (
    <form
      class="close-form"
      onSubmit={(submit) => {
        submit.preventDefault();
        close(disposition);
      }}
    >
      <fieldset
        ref={choices}
        disabled={busy}
        onKeyDown={(press) => {
          const choice = CHOICES[Number(press.key) - 1];
          if (choice === undefined) return;
          press.preventDefault();
          close(choice.value);
        }}
      >
        <legend>How did it end?</legend>
        {CHOICES.map(({ value, label, meaning }, index) => (
          <label key={value} class="choice">
            <input
              type="radio"
              name="disposition"
              value={value}
              checked={disposition === value}
              onChange={() => setDisposition(value)}
            />
            <span class="choice-label">
              {label} <kbd>{index + 1}</kbd>
            </span>
            <span class="quiet">{meaning}</span>
          </label>
        ))}
      </fieldset>
      <label class="reason">
        Reason
        <input
          type="text"
          value={reason}
          maxLength={2000}
          placeholder="What you found, if it helps the next shift"
          disabled={busy}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <button type="submit" class="main-button" disabled={busy || disposition === undefined}>
          {busy ? 'Closing…' : 'Close event'}
        </button>
        <button type="button" disabled={busy} onClick={onCancel}>
          Cancel <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
