const ALLOWED_TAGS = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'a',
  'code',
  'pre',
  'blockquote',
]);
const TOKEN = /<(\/?)([a-z]+)(?: href="[^"<>]*")?>|&(lt|gt|amp|quot);|[<>&]|[^<>&]+/gu;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Reads text as the Bot API does with `parse_mode: HTML`, stricter in one thing: a bare `&` or `>` is an error
 * too, as it shows that something was not escaped. Returns what people see, or throws what is wrong.
 */
export function readTelegramHtml(html: string): string {
  const open: string[] = [];
  let seen = '';
  for (const [piece, slash, tag, entity] of html.matchAll(TOKEN)) {
    if (entity !== undefined) seen += ENTITIES[entity];
    else if (tag === undefined && /^[<>&]/.test(piece)) throw new Error(`bare "${piece}" at "${seen.slice(-20)}"`);
    else if (tag === undefined) seen += piece;
    else if (!ALLOWED_TAGS.has(tag)) throw new Error(`unsupported start tag "${tag}"`);
    else if (slash === '') open.push(tag);
    else if (open.pop() !== tag) throw new Error(`unexpected end tag "${tag}"`);
  }
  if (open.length > 0) throw new Error(`can't find end tag corresponding to start tag "${open.at(-1)}"`);
  return seen;
}
