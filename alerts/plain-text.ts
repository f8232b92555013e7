/** Makes text from outside harmless for services that show plain text: every length is bounded first. */

/** Control characters, and marks that change the direction of what follows: a name must not rewrite a message. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** One line of at most `maxLength` UTF-16 units, an ellipsis where it was cut, never half a character. */
export function singleLine(text: string, maxLength: number): string {
  const line = bounded(text, maxLength).replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim();
  return truncate(line, maxLength);
}

/** As `singleLine`, but lines stay lines. */
export function multiLine(text: string, maxLength: number): string {
  const lines = bounded(text, maxLength)
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE, (character) => (character === '\n' ? '\n' : ' '));
  return truncate(lines, maxLength);
}

function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Leaves enough for a cut to show after the cleaning; the rest of a huge text costs nothing. */
function bounded(text: string, maxLength: number): string {
  return text.slice(0, maxLength * 4).replace(LONE_SURROGATE, '\uFFFD');
}
