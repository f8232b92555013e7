import { describe, expect, it } from 'vitest';
import { DATA_FOLDER } from './data-disk.ts';
import { readinessOf } from './readiness.ts';

describe('whether telemetry may be sent here', () => {
  it('it may not while a source, a stage or a store fails', () => {
    for (const part of ['mqtt', 'stage detection', 'history']) {
      expect(readinessOf([part], ['email'])).toEqual({ problems: [part], degraded: [] });
    }
  });

  it('it may, though less than all works, while the disk is nearly full, a copy cannot be written or nobody can be told', () => {
    const parts = [DATA_FOLDER, 'remote-write exporter', 'influxdb export buffer', 'email notifier'];
    expect(readinessOf(parts, ['email', 'telegram'])).toEqual({ problems: [], degraded: parts });
  });

  it('both are told apart when they come together', () => {
    expect(readinessOf([DATA_FOLDER, 'mqtt'], [])).toEqual({ problems: ['mqtt'], degraded: [DATA_FOLDER] });
  });
});
