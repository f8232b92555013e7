import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/translate.ts';
import { useKeyTaker } from './keyboard.ts';
import { holderOf, KEY_BINDINGS, keyName, keysOf, keyText, type Command, type KeyBinding } from './keys.ts';
import { usePreferences } from './preferences.ts';

const SCOPES = ['everywhere', 'queue'] as const;

/** Every key there is, made from the registry; each can be put elsewhere. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const { preferences, change } = usePreferences();
  const [learning, setLearning] = useState<Command>();
  const [refused, setRefused] = useState<string>();
  useEffect(() => sheet.current?.showModal(), []);
  useKeyTaker((press) => {
    if (learning === undefined || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(press.key)) return false;
    setLearning(undefined);
    if (press.key === 'Escape') return true;
    const key = keyText(press);
    const holder = holderOf(key, preferences.keys);
    if (holder !== undefined && holder !== learning) {
      setRefused(t('help.keyTaken', { key: keyName(key) }));
    } else {
      setRefused(undefined);
      change({ keys: { ...preferences.keys, [learning]: key } });
    }
    return true;
  });
  return (
    <dialog class="help" ref={sheet} onClose={onClose} aria-label={t('help.title')}>
      <h2>{t('help.title')}</h2>
      <div class="help-columns">
        {SCOPES.map((scope) => (
          <section key={scope}>
            <h3>{t(`help.${scope}`)}</h3>
            <ul>
              {KEY_BINDINGS.filter((binding) => binding.scope === scope).map((binding) => (
                <HelpLine
                  key={binding.command}
                  binding={binding}
                  learning={learning === binding.command}
                  onLearn={() => setLearning(binding.command)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p class="help-refused" role="status">
        {refused}
      </p>
      <label class="single-keys">
        <input
          type="checkbox"
          checked={preferences.singleKeys}
          onChange={({ currentTarget }) => change({ singleKeys: currentTarget.checked })}
        />
        {t('help.singleKeys')}
      </label>
      <form method="dialog" class="buttons">
        <button type="submit">{t('help.close')}</button>
        <button type="button" onClick={() => change({ keys: {} })}>
          {t('help.usualKeys')}
        </button>
      </form>
    </dialog>
  );
}

interface HelpLineProps {
  readonly binding: KeyBinding;
  readonly learning: boolean;
  readonly onLearn: () => void;
}

function HelpLine({ binding, learning, onLearn }: HelpLineProps) {
  const { preferences } = usePreferences();
  const label = t(binding.label);
  return (
    <li class="help-line">
      <button type="button" class="help-key" title={t('help.change')} onClick={onLearn}>
        {learning
          ? t('help.press')
          : keysOf(binding, preferences.keys).map((key) => <kbd key={key}>{keyName(key)}</kbd>)}
        <span class="for-readers">{t('help.changeOf', { label })}</span>
      </button>
      <span>{label}</span>
    </li>
  );
}
