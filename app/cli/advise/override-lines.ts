import type { Advice } from '../../../analytics/advise/advise.ts';

/** Scores at which a warning begins with each sensitivity: it multiplies them by a half, one or one and a half. */
const WARNING_SCORES = [
  ['high', 2 / 3],
  ['normal', 1],
  ['low', 2],
] as const;

/** Settings to paste: what an override can take of the advice. */
export function overrideLines({ warn, direction }: Pick<Advice, 'warn' | 'direction'>): string[] {
  return [
    'To take it up, write into the configuration file, with the names of this series:',
    '',
    'detection:',
    '  overrides:',
    '    - match: { site: SITE, sensor: SENSOR, metric: METRIC }',
    `      sensitivity: ${sensitivityFor(warn?.threshold ?? 1)}`,
    ...(direction === 'both' ? [] : [`      direction: ${direction}`]),
  ];
}

/** The one whose warnings begin nearest to the threshold, in ratio. */
function sensitivityFor(threshold: number): string {
  const distance = (score: number): number => Math.abs(Math.log(score / threshold));
  const [nearest] = WARNING_SCORES.toSorted(([, one], [, other]) => distance(one) - distance(other));
  return nearest?.[0] ?? 'normal';
}
