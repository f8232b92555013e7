import { describe, expect, it } from 'vitest';
import httpPlugin from '../collectors/http/plugin.ts';
import { loadConfig } from '../config/load-config.ts';
import { HttpProblem } from '../console/server/problem.ts';
import type { CollectorPlugin } from '../core/ports/collector.ts';
import { SeriesRegistry } from '../core/series-registry.ts';
import { silentLogger } from '../test/support/recording-sink.ts';
import { ManualTime } from '../test/support/manual-time.ts';
import { Collectors } from './collectors.ts';
import { HouseFaults } from './house-faults.ts';

function startCollectors(plugins: readonly CollectorPlugin[]): Collectors {
  const clock = new ManualTime(0);
  const accept = async (): Promise<void> => undefined;
  const collectors = new Collectors({
    plugins,
    config: loadConfig(undefined, {}, { collectors: plugins, detectors: [], exporters: [], notifiers: [] }),
    targets: {
      registry: new SeriesRegistry(),
      acceptReadings: accept,
      acceptSignals: accept,
      clock,
      logger: silentLogger,
    },
    faults: new HouseFaults({ clock, logger: silentLogger, raise: accept }),
    clock,
    logger: silentLogger,
  });
  collectors.start();
  return collectors;
}

describe('telemetry by HTTP', () => {
  it('goes to the collector that takes it', async () => {
    const { intake } = startCollectors([httpPlugin]);
    expect(await intake.readings(Buffer.from('{"site":"s","sensor":"d","metric":"m","value":1}'))).toMatchObject({
      accepted: 1,
    });
  });

  it('is refused with a remedy where that is switched off', async () => {
    const { intake } = startCollectors([{ ...httpPlugin, isEnabled: () => false }]);
    const problem = await intake.readings(Buffer.from('{}')).catch((cause: unknown) => cause);
    expect(problem).toBeInstanceOf(HttpProblem);
    expect(problem).toMatchObject({ status: 404, remedy: expect.stringContaining('collectors.http.enabled') });
  });
});
