/**
 * JSON that is the same bytes for the same value: keys sorted by code unit, no white space, fields that are
 * `undefined` left out (RFC 8785). What JSON has no number for is written as "NaN", "Infinity" or "-Infinity".
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value);
  return JSON.stringify(value ?? null);
}

function canonicalObject(value: object): string {
  const fields = new Map<string, unknown>(Object.entries(value));
  const members: string[] = [];
  for (const name of [...fields.keys()].sort()) {
    const field = fields.get(name);
    if (field !== undefined) members.push(`${JSON.stringify(name)}:${canonicalJson(field)}`);
  }
  return `{${members.join(',')}}`;
}

/**
 * A text as a key outside of this process: itself, with what is not plain escaped as in JSON. Different texts
 * give different keys; raw, lone surrogates would all become the same replacement character in UTF-8.
 */
export function keyText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
