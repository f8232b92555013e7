import { discoverPlugins } from '../../../app/discover-plugins.ts';
import { DetectionEngine, type NamedDetector } from '../../../analytics/detection-engine.ts';

/**
 * Every detector that is on when nothing is configured, found as the application finds them. `slotMinutes` replaces the length of a
 * time slot where a detector has one.
 */
export async function createHouseDetectors(slotMinutes?: number): Promise<NamedDetector[]> {
  const { detectors } = await discoverPlugins();
  return detectors.flatMap((plugin) => {
    const finer = plugin.configSchema.safeParse({ slotMinutes });
    const config = slotMinutes !== undefined && finer.success ? finer.data : plugin.configSchema.parse({});
    return plugin.isEnabled(config) ? [{ kind: plugin.kind, detector: plugin.create(config) }] : [];
  });
}

export function createEngine(detectors: readonly NamedDetector[]): DetectionEngine {
  return new DetectionEngine({ detectors, seriesKeyOf: (seriesId) => `series-${seriesId}` });
}
