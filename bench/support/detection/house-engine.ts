import { discoverPlugins } from '../../../app/discover-plugins.ts';
import { DetectionEngine, type NamedDetector } from '../../../analytics/detection-engine.ts';

/** Every detector that is on when nothing is configured, found as the application finds them. */
export async function createHouseDetectors(): Promise<NamedDetector[]> {
  const { detectors } = await discoverPlugins();
  return detectors.flatMap((plugin) => {
    const config = plugin.configSchema.parse({});
    return plugin.isEnabled(config) ? [{ kind: plugin.kind, detector: plugin.create(config) }] : [];
  });
}

export function createEngine(detectors: readonly NamedDetector[]): DetectionEngine {
  return new DetectionEngine({ detectors, seriesKeyOf: (seriesId) => `series-${seriesId}` });
}
