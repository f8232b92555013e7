import { Failure } from '../core/failure.ts';

const LEAST_LENGTH = 12;
const MOST_LENGTH = 256;
/** Of so many different characters nothing can be guessed. */
const LEAST_DIFFERENT = 5;
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
];
/** Long passwords that head the published lists, and words of this product. */
const COMMON = [
  'password',
  'passw0rd',
  'letmein',
  'iloveyou',
  'welcome',
  'administrator',
  'admin',
  'telltale',
  'qwerty',
];

/**
 * Length counts, composition does not (OWASP ASVS 5.0, 6.2). @throws Failure (`client`) that says what to choose instead.
 */
export function refuseWeakPassword(password: string, name: string): void {
  const text = password.normalize('NFKC').toLowerCase();
  if (password.length < LEAST_LENGTH) throw weak(`It has fewer than ${LEAST_LENGTH} characters.`);
  if (password.length > MOST_LENGTH) throw weak(`It has more than ${MOST_LENGTH} characters.`);
  if (new Set(text).size < LEAST_DIFFERENT) throw weak('It repeats a few characters.');
  if (isEasy(text, name)) throw weak('It would be among the first to be guessed.');
}

/** Little is left of it without runs of the keyboard, common words and the name. */
function isEasy(text: string, name: string): boolean {
  const known = [...COMMON, name.normalize('NFKC').toLowerCase()].filter((word) => word.length >= 4);
  let left = text;
  for (const word of known) left = left.replaceAll(word, '');
  for (const run of RUNS) left = withoutRun(left, run);
  return new Set(left).size < LEAST_DIFFERENT && left.length < LEAST_LENGTH / 2;
}

function withoutRun(text: string, run: string): string {
  let left = '';
  let at = 0;
  while (at < text.length) {
    let length = 0;
    while (at + length < text.length && run.includes(text.slice(at, at + length + 1))) length += 1;
    if (length < 3) left += text[at];
    at += length < 3 ? 1 : length;
  }
  return left;
}

function weak(message: string): Failure {
  return new Failure(`This password is too weak. ${message}`, {
    reason: 'client',
    retryable: false,
    remedy: `Use ${LEAST_LENGTH} characters or more, such as four words that do not belong together.`,
  });
}
