import type { LikelihoodBand } from '../../core/likelihood.ts';
import type { Contribution } from '../../core/priority.ts';
import { USUALLY } from './explanation.ts';
import type { Feature } from './feature.ts';

const MOST_REASONS = 2;
/** Less than this changes odds by a tenth and is not worth a word. */
const LEAST_WORTH_SAYING = 0.1;
const SECONDS_A_MINUTE = 60;
const SECONDS_AN_HOUR = 3600;
const SECONDS_A_DAY = 86_400;

/** "Likely: 3 other sensors of this site in 60 s (more likely); how often this type is true (more likely)." */
export function reasonSentence(
  band: LikelihoodBand,
  contributions: readonly Contribution[],
  features: readonly Feature[],
  values: Float64Array,
): string {
  const valueOf = (name: string) => values[features.findIndex((feature) => feature.name === name)] ?? NaN;
  const reasons = contributions
    .filter(({ name, value }) => name !== USUALLY && Math.abs(value) >= LEAST_WORTH_SAYING)
    .slice(0, MOST_REASONS)
    .map(({ name, value }) => `${inWords(name, valueOf)} (${value > 0 ? 'more' : 'less'} likely)`);
  const start = `${band.charAt(0).toUpperCase()}${band.slice(1)}`;
  return reasons.length === 0 ? `${start}: as often as usual.` : `${start}: ${reasons.join('; ')}.`;
}

function inWords(reason: string, valueOf: (feature: string) => number): string {
  switch (reason) {
    case 'other signals of the site just before':
      return companyInWords(valueOf('other sensors in 60 s'), valueOf('other sensors in 10 min'));
    case 'how often this sensor signals':
      return sinceInWords(valueOf('sensor seconds since'), 'signal of this sensor');
    case 'how often this sensor signals this type':
      return sinceInWords(valueOf('type at sensor seconds since'), 'signal of this kind from this sensor');
    default:
      return reason;
  }
}

function companyInWords(near: number, middle: number): string {
  if (near > 0) return `${near} other ${near === 1 ? 'sensor' : 'sensors'} of this site in 60 s`;
  if (middle > 0) return `${middle} other ${middle === 1 ? 'sensor' : 'sensors'} of this site in 10 min`;
  return 'no other sensor of this site in 10 min';
}

/** `logSeconds` is log(1 + seconds); NaN if there was none before. */
function sinceInWords(logSeconds: number, what: string): string {
  if (Number.isNaN(logSeconds)) return `first ${what}`;
  return `last ${what} ${durationInWords(Math.expm1(logSeconds))} ago`;
}

function durationInWords(seconds: number): string {
  if (seconds < 2 * SECONDS_A_MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < 2 * SECONDS_AN_HOUR) return `${Math.round(seconds / SECONDS_A_MINUTE)} min`;
  if (seconds < 2 * SECONDS_A_DAY) return `${Math.round(seconds / SECONDS_AN_HOUR)} h`;
  return `${Math.round(seconds / SECONDS_A_DAY)} days`;
}
