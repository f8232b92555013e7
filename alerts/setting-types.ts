import { z } from 'zod';
import { Secret } from '../core/secret.ts';

/** Setting types that several notifiers use. */

/** A secret address with one of these protocols; the value is not repeated in the error. */
export function secretUrlSetting(protocols: readonly string[]) {
  const examples = protocols.map((protocol) => `${protocol}//`).join(' or ');
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
      error: `must be an address that begins with ${examples}`,
    })
    .transform((text) => new Secret(text));
}

/** A list; in an environment variable its items are separated by commas. */
export function listSetting<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean)
        : value,
    z.array(item),
  );
}
