import { TargetError } from './target-error.ts';
import { readTokens, type Token } from './target-tokens.ts';

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly positional: readonly Expression[];
  readonly named: ReadonlyMap<string, Expression>;
  readonly position: number;
}

export type Expression =
  | Call
  | { readonly kind: 'series'; readonly name: string; readonly position: number }
  | { readonly kind: 'number'; readonly value: number; readonly position: number }
  | { readonly kind: 'text'; readonly value: string; readonly position: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly position: number }
  | { readonly kind: 'none'; readonly position: number };

/** Functions that fetch their own past evaluate their argument again, so that each level may double the work. */
const MAX_DEPTH = 12;

/**
 * Reads a Graphite target: calls nested in calls, series names, numbers, quoted texts, `true`, `false`, `none`, and named
 * arguments after the positional ones (graphite-web, `render/grammar_unsafe.py`, without templates and pipes).
 */
export function parseTarget(target: string): Expression {
  const reader = new TargetReader(readTokens(target));
  const expression = reader.readExpression(0);
  reader.expect('end');
  return expression;
}

class TargetReader {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  readExpression(depth: number): Expression {
    const token = this.#peek();
    const { position } = token;
    if (depth > MAX_DEPTH) throw new TargetError(`functions are nested more than ${MAX_DEPTH} deep`, position);
    this.#index += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text), position };
      case 'text':
        return { kind: 'text', value: token.text, position };
      case 'word':
        return this.#accept('(') ? this.#readCall(token, depth) : readWord(token);
      case 'mark':
      case 'end':
        throw new TargetError(`expected a function, a series or a value, found ${nameOf(token)}`, position);
    }
  }

  expect(wanted: string): void {
    if (!this.#accept(wanted)) {
      const expected = wanted === 'end' ? 'the end' : `"${wanted}"`;
      throw new TargetError(`expected ${expected}, found ${nameOf(this.#peek())}`, this.#peek().position);
    }
  }

  #readCall(name: Token, depth: number): Call {
    const positional: Expression[] = [];
    const named = new Map<string, Expression>();
    if (!this.#accept(')')) {
      do {
        const argument = this.#peek();
        if (this.#acceptName()) {
          if (named.has(argument.text)) throw new TargetError(`"${argument.text}" is given twice`, argument.position);
          named.set(argument.text, this.readExpression(depth + 1));
        } else if (named.size > 0) {
          throw new TargetError('a positional argument cannot follow a named one', argument.position);
        } else {
          positional.push(this.readExpression(depth + 1));
        }
      } while (this.#accept(','));
      this.expect(')');
    }
    return { kind: 'call', name: name.text, positional, named, position: name.position };
  }

  /** Reads `name =` if it stands next. */
  #acceptName(): boolean {
    const follower = this.#tokens[this.#index + 1];
    const isName = this.#peek().kind === 'word' && follower?.kind === 'mark' && follower.text === '=';
    if (isName) this.#index += 2;
    return isName;
  }

  #accept(wanted: string): boolean {
    const token = this.#peek();
    const isWanted = token.kind === 'end' ? wanted === 'end' : token.kind === 'mark' && token.text === wanted;
    if (isWanted) this.#index += 1;
    return isWanted;
  }

  #peek(): Token {
    const token = this.#tokens[this.#index] ?? this.#tokens.at(-1);
    if (token === undefined) throw new TargetError('the target is empty', 1);
    return token;
  }
}

function readWord(token: Token): Expression {
  const { position } = token;
  switch (token.text.toLowerCase()) {
    case 'true':
    case 'false':
      return { kind: 'boolean', value: token.text.toLowerCase() === 'true', position };
    case 'none':
      return { kind: 'none', position };
    default:
      return { kind: 'series', name: token.text, position };
  }
}

function nameOf(token: Token): string {
  return token.kind === 'end' ? token.text : `"${token.text}"`;
}
