import type { CorrelationRule } from './correlation-rules.ts';

const INTRUSION = 'intrusion at one site';

/**
 * In force where the rules file brings no `rules` of its own; the first rule that matches counts. The weights order
 * the kinds of alarm; what is merely unusual gets 5 to about 25.
 */
export const DEFAULT_RULES: readonly CorrelationRule[] = [
  alarmOfSite('fire at one site', 'fire', 120),
  alarmOfSite('hold-up at one site', 'hold-up', 115),
  {
    name: 'man down',
    match: { classes: ['man-down'] },
    join: { near: { within: 'sensor' }, withinMinutes: 30, supports: [] },
    weight: 110,
  },
  alarmOfSite(INTRUSION, 'intrusion', 50),
  {
    name: 'tampering',
    match: { classes: ['tamper'] },
    join: { near: { within: 'zone' }, withinMinutes: 30, supports: [INTRUSION] },
    weight: 40,
  },
  {
    name: 'silence with one cause',
    match: { kinds: ['silent-source'] },
    join: { near: { within: 'family' }, withinMinutes: 10, supports: [] },
    weight: 30,
  },
  {
    name: 'fault of the pipeline',
    match: { kinds: ['pipeline-fault'] },
    join: { near: { within: 'sensor' }, withinMinutes: 60, supports: [] },
    weight: 30,
  },
];

function alarmOfSite(name: string, signalClass: 'fire' | 'hold-up' | 'intrusion', weight: number): CorrelationRule {
  return {
    name,
    match: { classes: [signalClass] },
    join: { near: { within: 'site' }, withinMinutes: 30, supports: [] },
    confirm: { detectors: 2, withinMinutes: 30, weight: 10 },
    weight,
  };
}
