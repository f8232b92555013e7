import { matchesGlob } from '../core/glob.ts';
import type { Signal, SignalClass } from '../core/signal.ts';

/** Signals that need no human: they are recorded and found by search, and never stand in the queue. */
export interface HandlingRule {
  readonly name: string;
  readonly match: {
    readonly class?: SignalClass | undefined;
    /** Patterns: `*` is any text, `?` one character. */
    readonly site?: string | undefined;
    readonly sensor?: string | undefined;
    readonly type?: string | undefined;
  };
  /** An aberration with this score or more is for people all the same. */
  readonly unlessScore?: number | undefined;
}

/** The name of the first rule that handles the signal, if one does. */
export function handlingRuleOf(signal: Signal, rules: readonly HandlingRule[]): string | undefined {
  return rules.find((rule) => handles(rule, signal))?.name;
}

function handles({ match, unlessScore }: HandlingRule, signal: Signal): boolean {
  if (match.class !== undefined && match.class !== signal.class) return false;
  if ((signal.aberration?.score ?? 0) >= (unlessScore ?? Infinity)) return false;
  return fits(match.site, signal.site) && fits(match.sensor, signal.sensor) && fits(match.type, signal.type);
}

function fits(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || matchesGlob(pattern, text);
}
