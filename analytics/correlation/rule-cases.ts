import { z } from 'zod';
import { SIGNAL_CLASSES, SIGNAL_KINDS, type Signal } from '../../core/signal.ts';
import type { CorrelationConfig } from './correlation-rules.ts';
import { Correlator, type Correlated } from './correlator.ts';

const signalSchema = z.strictObject({
  afterSeconds: z.number().min(0),
  site: z.string().min(1).default('site'),
  sensor: z.string().min(1),
  type: z.string().min(1).default('alarm'),
  class: z.enum(SIGNAL_CLASSES).default('information'),
  kind: z.enum(SIGNAL_KINDS).default('device-alarm'),
  phase: z.enum(['entered', 'left']).default('entered'),
});

const expectedSchema = z.strictObject({
  /** Signals of the case, from 1. */
  signals: z.array(z.int().min(1)).min(1),
  rule: z.string().optional(),
  confirmation: z.enum(['confirmed', 'unconfirmed']).optional(),
});

/** An example of what rules should make of signals: the events in the order in which they open. */
export const ruleCaseSchema = z.strictObject({
  name: z.string().min(1),
  signals: z.array(signalSchema).min(1).max(10_000),
  events: z.array(expectedSchema).min(1),
});

export type RuleCase = z.output<typeof ruleCaseSchema>;

interface MadeEvent {
  readonly signals: number[];
  latest: Correlated;
}

const START_MILLIS = Date.UTC(2026, 0, 1);

/** Where what the rules make differs from what the case says, in words; empty when it holds. */
export function differencesOf({ signals, events }: RuleCase, config: CorrelationConfig): readonly string[] {
  const made = eventsOf(signals, config);
  const differences = events.flatMap((expected, index) => differencesOfEvent(expected, made[index], index + 1));
  const unexpected = made.slice(events.length).map((event, index) => {
    return `event ${events.length + index + 1} is not expected: ${event.signals.join(', ')}`;
  });
  return [...differences, ...unexpected];
}

function differencesOfEvent(
  expected: RuleCase['events'][number],
  event: MadeEvent | undefined,
  number: number,
): readonly string[] {
  if (event === undefined) return [`event ${number} is missing: ${expected.signals.join(', ')}`];
  const { origin, confirmation } = event.latest;
  const rule = typeof origin === 'object' ? origin.rule : origin;
  const compared = [
    ['signals', expected.signals.join(', '), event.signals.join(', ')],
    ['rule', expected.rule ?? rule, rule],
    ['confirmation', expected.confirmation ?? confirmation, confirmation],
  ] as const;
  return compared.flatMap(([what, wanted, found]) =>
    wanted === found ? [] : [`event ${number}, ${what}: expected ${wanted}, found ${found ?? 'none'}`],
  );
}

function eventsOf(signals: RuleCase['signals'], config: CorrelationConfig): MadeEvent[] {
  const correlator = new Correlator(config);
  const made = new Map<string, MadeEvent>();
  for (const [index, given] of signals.entries()) {
    const correlated = correlator.take(signalOf(given, index));
    const event = made.get(correlated.eventKey) ?? { signals: [], latest: correlated };
    event.signals.push(index + 1);
    event.latest = correlated;
    made.set(correlated.eventKey, event);
  }
  return [...made.values()];
}

function signalOf({ afterSeconds, ...given }: RuleCase['signals'][number], index: number): Signal {
  const millis = START_MILLIS + afterSeconds * 1000;
  return { ...given, id: `signal-${index}`, observedAtMillis: millis, receivedAtMillis: millis, message: '' };
}
