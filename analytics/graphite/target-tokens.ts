import { TargetError } from './target-error.ts';

export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'mark' | 'end';
  /** As written, but a text without its quotes. */
  readonly text: string;
  readonly position: number;
}

const MAX_TARGET_CHARACTERS = 10_000;
const SPACE = /\s*/y;
const FORMS: readonly (readonly [kind: Token['kind'], form: RegExp])[] = [
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=\s*(?:[,)]|$))/y],
  ['text', /"[^"\n]*"|'[^'\n]*'/y],
  ['mark', /[(),=]/y],
  ['word', /[^\s(){},='"\\|]+/y],
];

/** Splits a target into tokens, the last of which is the end. */
export function readTokens(target: string): readonly Token[] {
  if (target.length > MAX_TARGET_CHARACTERS) {
    throw new TargetError(`the target is longer than ${MAX_TARGET_CHARACTERS} characters`, MAX_TARGET_CHARACTERS + 1);
  }
  const tokens: Token[] = [];
  let offset = skipSpace(target, 0);
  while (offset < target.length) {
    const { token, length } = readToken(target, offset);
    tokens.push(token);
    offset = skipSpace(target, offset + length);
  }
  return [...tokens, { kind: 'end', text: 'the end', position: target.length + 1 }];
}

function readToken(target: string, offset: number): { token: Token; length: number } {
  const position = offset + 1;
  for (const [kind, form] of FORMS) {
    const written = matchAt(form, target, offset);
    if (written === undefined) continue;
    return {
      token: { kind, text: kind === 'text' ? written.slice(1, -1) : written, position },
      length: written.length,
    };
  }
  const character = target.charAt(offset);
  const problem = `"'`.includes(character) ? 'this quote is not closed' : `"${character}" does not belong here`;
  throw new TargetError(problem, position);
}

function skipSpace(target: string, offset: number): number {
  return offset + (matchAt(SPACE, target, offset)?.length ?? 0);
}

function matchAt(form: RegExp, target: string, offset: number): string | undefined {
  form.lastIndex = offset;
  return form.exec(target)?.[0];
}
