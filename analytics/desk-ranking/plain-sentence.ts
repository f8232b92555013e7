import type { Calls } from './call-ledger.ts';

/** What the sentence speaks of: facts that a person can check, in the order in which they are said. */
export interface PlainFacts {
  /** Other sensors of the site that opened events in the last ten minutes, and how long ago the latest did. */
  readonly others: number;
  readonly secondsAgo: number;
  readonly ofSensor: Calls;
  readonly ofSite: Calls;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const SECONDS_A_MINUTE = 60;

/** "Second sensor of this site in 40 s; this site had 1 false call in 90 days." */
export function plainSentence(facts: PlainFacts): string {
  const parts = [companyWords(facts), callWords(facts)];
  const text = parts.filter((part) => part !== '').join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function ordinal(count: number): string {
  return ORDINALS[count - 1] ?? `${count}th`;
}

function companyWords({ others, secondsAgo }: PlainFacts): string {
  if (others === 0) return '';
  return `${ordinal(others + 1)} sensor of this site in ${spanWords(secondsAgo)}`;
}

function callWords({ ofSensor, ofSite }: PlainFacts): string {
  if (ofSensor.trues + ofSensor.falses > 0) return `this sensor had ${countWords(ofSensor)} in 90 days`;
  if (ofSite.trues + ofSite.falses > 0) return `this site had ${countWords(ofSite)} in 90 days`;
  return 'nothing of this site was closed as true or false in 90 days';
}

function countWords({ trues, falses }: Calls): string {
  const words = (count: number, kind: string) => `${count} ${kind} ${count === 1 ? 'call' : 'calls'}`;
  if (trues === 0) return words(falses, 'false');
  return falses === 0 ? words(trues, 'true') : `${trues} true and ${words(falses, 'false')}`;
}

function spanWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 2 * SECONDS_A_MINUTE ? `${whole} s` : `${Math.ceil(whole / SECONDS_A_MINUTE)} min`;
}
