import type { Path } from '../core/settings-tree.ts';

const MAX_LENGTH = 80;
const SECRET_NAME = /token|password|secret|community|(?:auth|priv)key$/i;
/** May hold a user and a password; the address of the console itself does not. */
const ADDRESS_NAME = /(?<!public)url$/i;

/** A value for the person at the terminal: short, on one line, and never a secret, whatever is wrong with it. */
export function shownValue(path: Path, value: unknown): string {
  if (value === undefined) return 'missing';
  if (isSecret(path, value)) return '[secret]';
  const text = escapeInvisible(JSON.stringify(value, hideSecrets) ?? typeof value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** For what stands deeper in a list or mapping that is shown as a whole. */
function hideSecrets(this: unknown, name: string, value: unknown): unknown {
  return name !== '' && isSecret([name], value) ? '[secret]' : value;
}

function isSecret(path: Path, value: unknown): boolean {
  const names = path.map(String);
  if (names.some((name) => SECRET_NAME.test(name))) return true;
  return names.some((name) => ADDRESS_NAME.test(name)) && !isBareAddress(value);
}

/** Protocol, host and port and nothing else: there is no room for a secret. */
function isBareAddress(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]+:\/\/[^/?#@\s]+\/?$/i.test(value);
}

/** JSON leaves some characters as they are that move the cursor or turn the direction of a line. */
function escapeInvisible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
