import { setTimeout as delay } from 'node:timers/promises';
import type {
  Collector,
  CollectorHealth,
  CollectorPlugin,
  ListeningCollector,
  PollingCollector,
} from '../../core/ports/collector.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { toFailure } from '../../runtime/guard.ts';
import { MessageTaps } from '../../runtime/message-taps.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { Observation } from './observation.ts';
import { ObservingSink } from './observing-sink.ts';

export interface CollectorTest {
  readonly plugin: CollectorPlugin;
  /** As parsed by the plug-in's schema. */
  readonly settings: unknown;
  readonly dataFolder: string;
  readonly logger: Logger;
  /** How long to listen; a collector that polls does one round, and further ones while there is time. */
  readonly seconds: number;
  readonly observe: (observation: Observation) => void;
}

const START_TIMEOUT_MILLIS = 30_000;

/** Runs one collector alone for a while; resolves with whether it was well at the end. Nothing is kept. */
export async function testCollector(test: CollectorTest): Promise<boolean> {
  let isUp = false;
  const health = (said: CollectorHealth): void => {
    isUp = said.state === 'up';
    test.observe({ kind: 'health', health: said });
  };
  const sink = new ObservingSink(test.observe);
  const collector = create(test, sink, health);
  sink.resolves = collector.mode === 'polling';
  try {
    if (collector.mode === 'listening') await listen(collector, test.seconds);
    else await poll(collector, test.seconds, health);
  } catch (cause) {
    const { message, remedy } = toFailure(cause, test.plugin.kind);
    health({ state: 'down', detail: message, remedy });
  } finally {
    await collector.stop();
  }
  return isUp;
}

/** Whether it asks its devices: then one round of it disturbs nobody, not even a Telltale that runs. */
export function isPolled(test: CollectorTest): boolean {
  return create(test, new ObservingSink(test.observe), () => undefined).mode === 'polling';
}

function create(
  { plugin, settings, logger, dataFolder }: CollectorTest,
  sink: ObservingSink,
  health: (said: CollectorHealth) => void,
): Collector {
  const taps = new MessageTaps();
  return plugin.create(settings, {
    clock: systemClock,
    logger,
    sink,
    messageTap: taps,
    tappedMessages: taps,
    dataFolder,
    health,
  });
}

async function listen(collector: ListeningCollector, seconds: number): Promise<void> {
  await collector.start(AbortSignal.timeout(START_TIMEOUT_MILLIS));
  await delay(seconds * 1000);
}

async function poll(
  collector: PollingCollector,
  seconds: number,
  health: (said: CollectorHealth) => void,
): Promise<void> {
  const { intervalSeconds, timeoutSeconds } = collector;
  await collector.poll(AbortSignal.timeout(timeoutSeconds * 1000));
  health({ state: 'up', detail: `polled every ${intervalSeconds} s` });
  for (let passed = intervalSeconds; passed <= seconds; passed += intervalSeconds) {
    await delay(intervalSeconds * 1000);
    await collector.poll(AbortSignal.timeout(timeoutSeconds * 1000));
  }
}
