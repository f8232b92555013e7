import { expect, it } from 'vitest';
import { sampleSignal } from '../test/support/sample-records.ts';
import { handlingRuleOf, type HandlingRule } from './handling-rules.ts';

const WARM: HandlingRule = { name: 'warm rooms', match: { class: 'environment', site: 'north*' }, unlessScore: 5 };
const aberration = (score: number) =>
  ({
    seriesKey: 'k',
    observedAtMillis: 1,
    observed: 30,
    expected: 20,
    lower: 18,
    upper: 22,
    score,
    direction: 'above',
    level: 'alarm',
    verdicts: [],
  }) as const;

it.each([
  ['fits', sampleSignal({ class: 'environment', site: 'north gate', aberration: aberration(4) }), 'warm rooms'],
  ['is too grave', sampleSignal({ class: 'environment', site: 'north gate', aberration: aberration(5) }), undefined],
  ['is of another class', sampleSignal({ class: 'technical', site: 'north gate' }), undefined],
  ['is from elsewhere', sampleSignal({ class: 'environment', site: 'south' }), undefined],
])('a signal that %s', (_what, signal, rule) => {
  expect(handlingRuleOf(signal, [WARM])).toBe(rule);
});
