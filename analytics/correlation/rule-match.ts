import { matchesGlob } from '../../core/glob.ts';
import type { Signal } from '../../core/signal.ts';
import type { RuleMatch } from './correlation-rules.ts';

export type SignalTest = (signal: Signal) => boolean;

/** All that the rule names must hold; of a list, one. */
export function compileMatch({ classes, kinds, types, sites, sensors }: RuleMatch): SignalTest {
  return (signal) =>
    (classes === undefined || classes.includes(signal.class)) &&
    (kinds === undefined || kinds.includes(signal.kind)) &&
    fitsOne(types, signal.type) &&
    fitsOne(sites, signal.site) &&
    fitsOne(sensors, signal.sensor);
}

function fitsOne(patterns: readonly string[] | undefined, text: string): boolean {
  return patterns === undefined || patterns.some((pattern) => matchesGlob(pattern, text));
}
