import { describe, expect, it } from 'vitest';
import { leastDeviation } from './least-deviation.ts';

describe('the least deviation that matters', () => {
  it.each([
    ['memory_used_ratio', 0.05],
    ['humidity-percent', 5],
    ['cpu_used_ratio', 0.5],
    ['cpuUtilizationPercent', 50],
    ['spo2_percent', 1],
    ['network_receive_bytes_per_second', 250_000],
    ['network_receive_errors_per_second', 1],
    ['memory_used_bytes', 1e9],
    ['load5', 2],
    ['heart_rate_bpm', 5],
    ['agent_uptime_seconds', 60],
  ])('of %s is %d', (metric, least) => {
    expect(leastDeviation({ metric })).toBe(least);
  });

  it.each(['temperature_celsius', 'power_watts', 'value', '', 'ratiometer', 'response_bytes', '__proto__'])(
    'of %j is next to nothing',
    (metric) => {
      expect(leastDeviation({ metric })).toBeLessThan(1e-6);
    },
  );

  it('goes by the unit too', () => {
    expect(leastDeviation({ metric: 'humidity', unit: '%' })).toBe(5);
    expect(leastDeviation({ metric: 'pulse', unit: 'bpm' })).toBe(5);
    expect(leastDeviation({ metric: 'temperature', unit: 'C' })).toBeLessThan(1e-6);
  });
});
