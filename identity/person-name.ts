import { Failure } from '../core/failure.ts';
import { foldName } from '../core/person.ts';

const MAX_NAME_LENGTH = 64;
/** Letters, digits and marks of any script, and what stands between the parts of a name. Nothing invisible. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'@_+-]*$/u;
/** Who acts by this name is not a person. */
const NOT_A_PERSON = 'telltale';

/** The name as it is kept and shown. @throws Failure (`client`) */
export function parsePersonName(text: string): string {
  const name = text.normalize('NFC').trim();
  const fits = name.length <= MAX_NAME_LENGTH && NAME.test(name) && foldName(name) !== NOT_A_PERSON;
  if (fits) return name;
  throw new Failure('This cannot be the name of a person.', {
    reason: 'client',
    retryable: false,
    remedy: `Use 1 to ${MAX_NAME_LENGTH} letters, digits, spaces and . ' @ _ + - beginning with a letter or digit; not "${NOT_A_PERSON}".`,
  });
}
