import { describe, expect, it } from 'vitest';
import { amtool } from '../../test/support/prometheus.ts';

const CONFIG = 'dashboards/alertmanager/alertmanager.yml';

describe('the Alertmanager configuration', () => {
  it('passes "amtool check-config"', async () => {
    expect(await amtool('check-config', CONFIG)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['alertname=TelltaleIngestStalled', 'operations'],
    ['alertname=TelltaleWatchdog', 'dead-mans-switch'],
    ['alertname=TelltaleEvent', 'supervisors'],
  ])('sends %s to %s', async (label, receiver) => {
    const result = await amtool(
      'config',
      'routes',
      'test',
      `--config.file=${CONFIG}`,
      `--verify.receivers=${receiver}`,
      label,
    );
    expect(result).toMatchObject({ exitCode: 0 });
  });
});
