import { makeSeries, SENSOR_LABEL, SITE_LABEL, type Series } from '../../core/series.ts';
import { MAX_NAME_LENGTH } from './name-length.ts';
import type { LinePoint } from './line-protocol.ts';
import { Refused } from './refused.ts';

/** Tags that name the sensor, in the order in which they are believed. */
const SENSOR_TAGS = [SENSOR_LABEL, 'device', 'host'] as const;

/**
 * The series of one field of a line: site and sensor from its tags (`site`; `sensor`, `device` or `host`;
 * else the measurement), the metric `measurement_field`, or the measurement alone for a field called `value`.
 */
export function seriesOfField(point: LinePoint, field: string, fallbackSite: string): Series | Refused {
  const labels = new Map(point.tags);
  const site = labels.get(SITE_LABEL) ?? fallbackSite;
  const sensorTag = SENSOR_TAGS.find((tag) => labels.has(tag));
  const sensor = sensorTag === undefined ? point.measurement : (labels.get(sensorTag) ?? point.measurement);
  if (sensorTag !== undefined) labels.delete(sensorTag);
  const metric = field === 'value' ? point.measurement : `${point.measurement}_${field}`;
  const names = [site, sensor, metric, ...labels.keys(), ...labels.values()];
  if (names.some((name) => name.length > MAX_NAME_LENGTH)) {
    return new Refused('too-large', `a name is longer than ${MAX_NAME_LENGTH} characters`);
  }
  return makeSeries(site, sensor, metric, { labels });
}
