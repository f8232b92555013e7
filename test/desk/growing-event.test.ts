import { join } from 'node:path';
import { Registry } from 'prom-client';
import { expect, it, onTestFinished } from 'vitest';
import { correlationSchema } from '../../analytics/correlation/correlation-rules.ts';
import { DeskCorrelation } from '../../analytics/correlation/desk-correlation.ts';
import { eventTitle } from '../../analytics/correlation/event-title.ts';
import { DeskRanking } from '../../analytics/desk-ranking/desk-ranking.ts';
import { RankingMetrics } from '../../analytics/desk-ranking/metrics.ts';
import { prioritise } from '../../analytics/priority/prioritise.ts';
import type { Event } from '../../core/event.ts';
import type { Signal } from '../../core/signal.ts';
import { SignalDesk } from '../../events/desk.ts';
import { DeskMetrics } from '../../events/metrics.ts';
import { openAuditTrail } from '../../storage/audit/sqlite-audit-trail.ts';
import { EmbeddedWorkingMemory } from '../../storage/memory/embedded-working-memory.ts';
import { ManualTime } from '../support/manual-time.ts';
import { silentLogger } from '../support/recording-sink.ts';
import { sampleSignal } from '../support/sample-records.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Given = Pick<Signal, 'class' | 'sensor' | 'site'>;

/** The desk as it is put together: real correlation, ranking and trail. Only ids and the clock are made up. */
async function roomOf() {
  const time = new ManualTime();
  const audit = openAuditTrail(join(temporaryFolder(), 'audit.db'), { clock: time });
  onTestFinished(async () => await audit.stop());
  const correlation = new DeskCorrelation(correlationSchema.parse({}), 'session');
  const ranking = new DeskRanking({
    earlyShare: 0,
    mostOpenings: 1000,
    logger: silentLogger,
    metrics: new RankingMetrics(new Registry()),
    onWithdrawn: () => undefined,
  });
  let ids = 0;
  const desk = new SignalDesk({
    audit,
    memory: new EmbeddedWorkingMemory(),
    clock: time,
    logger: silentLogger,
    metrics: (openEvents) => new DeskMetrics(new Registry(), openEvents),
    onLoaded: (events) => correlation.resume(events),
    correlate: (signal) => correlation.take(signal),
    eventTitle,
    ranking,
    suppressionOf: () => undefined,
    handledByRule: () => undefined,
    newId: () => `event-${(ids += 1)}`,
  });
  await desk.start();
  const take = async (given: Given): Promise<void> => {
    await time.pass(60_000);
    const at = { observedAtMillis: time.nowMillis(), receivedAtMillis: time.nowMillis() };
    await desk.signals([sampleSignal({ id: `s${time.nowMillis()}`, type: given.class, ...given, ...at })]);
  };
  const queue = (): readonly string[] => {
    const priorityOf = (event: Event): number => prioritise(event, time.nowMillis()).value;
    return desk
      .openEvents()
      .toSorted((a, b) => priorityOf(b) - priorityOf(a) || a.openedAtMillis - b.openedAtMillis)
      .map(({ site }) => site);
  };
  return { audit, desk, time, take, queue };
}

const STORY: readonly Given[] = [
  { site: 'shop', sensor: 'hall', class: 'intrusion' },
  { site: 'yard', sensor: 'gate', class: 'intrusion' },
  { site: 'yard', sensor: 'gate', class: 'intrusion' },
  { site: 'yard', sensor: 'fence', class: 'intrusion' },
  { site: 'shop', sensor: 'panel', class: 'tamper' },
  { site: 'shop', sensor: 'office', class: 'intrusion' },
];

async function told() {
  const { audit, desk, time, take, queue } = await roomOf();
  const steps: unknown[] = [];
  for (const given of STORY) {
    await take(given);
    const events = desk.openEvents().map((event) => ({ event, priority: prioritise(event, time.nowMillis()) }));
    for (const { event, priority } of events) {
      expect(priority.contributions.reduce((sum, { value }) => sum + value, 0)).toBe(priority.value);
      const recorded = await audit.latestEvent(event.id);
      if (recorded === undefined) throw new Error('every event has a row');
      expect(prioritise(recorded, time.nowMillis())).toEqual(priority);
    }
    steps.push({
      order: queue(),
      values: events.map(({ priority }) => priority.value),
      confirmed: events.map(({ event }) => event.confirmation),
      likelihoods: events.map(({ event }) => event.likelihood?.probability),
    });
  }
  return steps;
}

it('climbs in the queue as other detectors and tampering agree, and not as one repeats itself', async () => {
  const orders = (await told()).map((step) => Object(step).order);
  expect(orders).toEqual([
    ['shop'],
    ['shop', 'yard'],
    ['shop', 'yard'],
    ['yard', 'shop'],
    ['shop', 'yard'],
    ['shop', 'yard'],
  ]);
});

it('has the same priorities, confirmations and likelihoods each time the same is played', async () => {
  expect(await told()).toEqual(await told());
});
