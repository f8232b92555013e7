/**
 * JSON that is the same bytes for the same value: keys sorted by code unit, no white space, fields that are
 * `undefined` left out (RFC 8785). What JSON has no number for is written as "NaN", "Infinity" or "-Infinity".
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : `"${value}"`;
  if (Array.isArray(value)) return canonicalArray(value);
  return isRecord(value) ? canonicalObject(value) : JSON.stringify(value ?? null);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function canonicalArray(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
  return `[${text}]`;
}

function canonicalObject(fields: Record<string, unknown>): string {
  let text = '';
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field === undefined) continue;
    const member = `${quoted(name)}:${canonicalJson(field)}`;
    text += text === '' ? member : `,${member}`;
  }
  return `{${text}}`;
}

/** Printable ASCII without quote and backslash: by far the most there is, and it needs no escape. */
const PLAIN = /^[\u0020\u0021\u0023-\u005b\u005d-\u007e]*$/u;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/**
 * A text as a key outside of this process: itself, with what is not plain escaped as in JSON. Different texts
 * give different keys; raw, lone surrogates would all become the same replacement character in UTF-8.
 */
export function keyText(text: string): string {
  return PLAIN.test(text) ? text : JSON.stringify(text).slice(1, -1);
}
