import type { Series } from '../../core/series.ts';
import type { DetectionOverride } from './detection-override.ts';
import { matchesGlob } from '../../core/glob.ts';

const METRIC = 'metric';

type Wanted = Omit<DetectionOverride, 'match'>;

/** Everything that is wanted of one series: of what several entries say, the last one counts, each setting by itself. */
export function resolveOverrides(
  series: Pick<Series, 'metric' | 'labels'>,
  overrides: readonly DetectionOverride[],
): Wanted {
  const fitting = overrides.filter(({ match }) => fits(series, match));
  const last = <Name extends keyof Wanted>(name: Name): Wanted[Name] =>
    fitting.findLast((override) => override[name] !== undefined)?.[name];
  return {
    kind: last('kind'),
    direction: last('direction'),
    leastDeviation: last('leastDeviation'),
    minimumDurationSeconds: last('minimumDurationSeconds'),
    sensitivity: last('sensitivity'),
    enabled: last('enabled'),
    detectors: Object.fromEntries(fitting.flatMap(({ detectors = {} }) => Object.entries(detectors))),
  };
}

/** A label that the series does not have fits nothing. */
function fits({ metric, labels }: Pick<Series, 'metric' | 'labels'>, match: DetectionOverride['match']): boolean {
  return Object.entries(match).every(([name, pattern]) => {
    const text = name === METRIC ? metric : labels.get(name);
    return text !== undefined && matchesGlob(pattern, text);
  });
}
