import { parseInterval } from './parse-interval.ts';
import type { Call, Expression } from './parse-target.ts';
import { TargetError } from './target-error.ts';

/** The arguments of one call, read by the names of the function's parameters; `none` takes the default. */
export class CallArguments {
  readonly #call: Call;
  readonly #given: ReadonlyMap<string, Expression>;

  constructor(call: Call, parameters: readonly string[]) {
    const given = new Map(call.named);
    call.positional.forEach((argument, i) => {
      const name = parameters[i];
      if (name === undefined) {
        throw new TargetError(`${call.name} takes no more than ${parameters.length} arguments`, argument.position);
      }
      if (given.has(name)) throw new TargetError(`${name} of ${call.name} is given twice`, argument.position);
      given.set(name, argument);
    });
    for (const [name, argument] of given) {
      if (parameters.includes(name)) continue;
      throw new TargetError(`${call.name} has no argument ${name}; it has ${parameters.join(', ')}`, argument.position);
    }
    this.#call = call;
    this.#given = given;
  }

  series(name: string): Expression {
    const argument = this.#find(name);
    if (argument?.kind === 'series' || argument?.kind === 'call') return argument;
    throw this.#wrong(name, 'a series or a function of one', argument);
  }

  number(name: string, fallback?: number): number {
    const argument = this.#find(name);
    if (argument === undefined && fallback !== undefined) return fallback;
    if (argument?.kind === 'number') return argument.value;
    throw this.#wrong(name, 'a number', argument);
  }

  /** A number of steps. */
  count(name: string): number {
    const argument = this.#find(name);
    if (argument?.kind === 'number' && Number.isSafeInteger(argument.value) && argument.value > 0)
      return argument.value;
    throw this.#wrong(name, 'a whole number above 0', argument);
  }

  interval(name: string, fallback?: string): { readonly text: string; readonly seconds: number } {
    const argument = this.#find(name);
    const text = argument === undefined ? fallback : argument.kind === 'text' ? argument.value : undefined;
    const seconds = text === undefined ? undefined : parseInterval(text);
    if (text !== undefined && seconds !== undefined) return { text, seconds };
    throw this.#wrong(name, 'an interval such as "10min", "1d" or "7d"', argument);
  }

  /** An interval that cannot point ahead. */
  pastSeconds(name: string, fallback: string): number {
    const { seconds } = this.interval(name, fallback);
    if (seconds >= 0) return seconds;
    throw this.#wrong(name, 'an interval without minus sign', this.#find(name));
  }

  boolean(name: string, fallback: boolean): boolean {
    const argument = this.#find(name);
    if (argument === undefined) return fallback;
    if (argument.kind === 'boolean') return argument.value;
    throw this.#wrong(name, 'true or false', argument);
  }

  isText(name: string): boolean {
    return this.#find(name)?.kind === 'text';
  }

  #find(name: string): Expression | undefined {
    const argument = this.#given.get(name);
    return argument?.kind === 'none' ? undefined : argument;
  }

  #wrong(name: string, wanted: string, argument: Expression | undefined): TargetError {
    return argument === undefined
      ? new TargetError(`${this.#call.name} needs ${name}: ${wanted}`, this.#call.position)
      : new TargetError(`${name} of ${this.#call.name} must be ${wanted}`, argument.position);
  }
}
