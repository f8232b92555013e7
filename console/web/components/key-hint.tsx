import { KEY_BINDINGS, keyName, keysOf, type Command } from '../shell/keys.ts';
import { usePreferences } from '../shell/preferences.ts';

/** The key for it, as this person has set it. */
export function KeyHint({ command }: { readonly command: Command }) {
  const { preferences } = usePreferences();
  const binding = KEY_BINDINGS.find((each) => each.command === command);
  const key = binding === undefined ? undefined : keysOf(binding, preferences.keys)[0];
  if (key === undefined || (!preferences.singleKeys && key.length === 1)) return null;
  return <kbd aria-hidden="true">{keyName(key)}</kbd>;
}
