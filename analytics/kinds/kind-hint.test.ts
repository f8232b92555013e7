import { expect, it } from 'vitest';
import { kindHint, type KindHint } from './kind-hint.ts';

it.each<[string, string | undefined, KindHint]>([
  ['network_receive_bytes_total', undefined, 'counter'],
  ['agentUptimeSeconds', undefined, 'counter'],
  ['ifInOctets', 'Counter32', 'counter'],
  ['sysUpTimeInstance', 'TimeTicks', 'counter'],
  ['http_requests_count', undefined, 'perhaps-counter'],
  ['room_temperature', undefined, 'measure'],
  ['flow', 'm/s', 'measure'],
  ['disk_total_bytes', undefined, 'none'],
  ['intruders', undefined, 'none'],
])('%s in %s suggests: %s', (metric, unit, hint) => {
  expect(kindHint(unit === undefined ? { metric } : { metric, unit })).toBe(hint);
});
