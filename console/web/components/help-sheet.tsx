import { useEffect, useRef } from 'preact/hooks';
import { KEY_BINDINGS, keyName } from '../keys.ts';

interface HelpSheetProps {
  readonly singleKeysOn: boolean;
  readonly onSingleKeys: (on: boolean) => void;
  readonly onClose: () => void;
}

export function HelpSheet({ singleKeysOn, onSingleKeys, onClose }: HelpSheetProps) {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => sheet.current?.showModal(), []);
  return (
    <dialog class="help" ref={sheet} onClose={onClose} aria-label="Keys">
      <h2>Keys</h2>
      <dl>
        {KEY_BINDINGS.map(({ command, keys, label }) => (
          <div key={command} class="help-line">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <label class="single-keys">
        <input
          type="checkbox"
          checked={singleKeysOn}
          onChange={({ currentTarget }) => onSingleKeys(currentTarget.checked)}
        />
        Letters act as keys
      </label>
      <form method="dialog">
        <button type="submit">Close help</button>
      </form>
    </dialog>
  );
}
