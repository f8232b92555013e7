import { afterEach, describe, expect, it } from 'vitest';
import { DASHBOARDS } from '../../dashboards/grafana/all-dashboards.ts';
import { startGrafanaStandIn, TOKEN, type GrafanaStandIn } from '../../dashboards/push/testing/grafana-stand-in.ts';
import { freePort } from '../../test/support/free-port.ts';
import { runCli, type CliResult } from './test-support/run-cli.ts';

const EVERYTHING = {
  TELLTALE_GRAFANA_PROMETHEUS_URL: 'http://prometheus:9090',
  TELLTALE_SMTP_URL: 'smtp://mail.example',
  TELLTALE_SMTP_TO: 'anna@example.org,ben@example.org',
  TELLTALE_TELEGRAM_TOKEN: '123456:secret',
  TELLTALE_TELEGRAM_CHAT_IDS: '-1001,-1002',
};

describe('telltale grafana push', () => {
  let grafana: GrafanaStandIn;

  afterEach(async () => {
    await grafana.stop();
  });

  async function push(environment: NodeJS.ProcessEnv = {}, ...words: string[]): Promise<CliResult> {
    return await runCli(['grafana', 'push', ...words], {
      TELLTALE_GRAFANA_URL: grafana.url,
      TELLTALE_GRAFANA_TOKEN: TOKEN,
      ...environment,
    });
  }

  it('sets up folder, data source, dashboards and contact points, and changes nothing the second time', async () => {
    grafana = await startGrafanaStandIn();
    const first = await push(EVERYTHING);
    expect(first).toMatchObject({ code: 0, complaints: [] });
    expect(first.printed).toHaveLength(2 + DASHBOARDS.length + 3);
    expect(first.printed.filter((line) => !line.startsWith('created'))).toEqual([]);
    expect(grafana.writes).toEqual([
      'POST api/folders',
      'POST api/datasources',
      ...DASHBOARDS.map(() => 'POST api/dashboards/db'),
      ...Array.from({ length: 3 }, () => 'POST api/v1/provisioning/contact-points'),
    ]);

    const before = grafana.writes.length;
    const second = await push(EVERYTHING);
    expect(second.printed.filter((line) => !line.startsWith('unchanged'))).toEqual([]);
    expect(grafana.writes).toHaveLength(before);
  });

  it('corrects only what somebody changed', async () => {
    grafana = await startGrafanaStandIn();
    await push(EVERYTHING);
    grafana.edit('telltale-host', { title: 'mine' });
    grafana.edit('telltale-prometheus', { url: 'http://elsewhere:9090' });
    grafana.edit('telltale-email', { settings: { addresses: 'nobody@example.org', singleEmail: false } });
    const before = grafana.writes.length;
    await push(EVERYTHING);
    expect(grafana.writes.slice(before)).toEqual([
      'PUT api/datasources/uid/telltale-prometheus',
      'POST api/dashboards/db',
      'PUT api/v1/provisioning/contact-points/telltale-email',
    ]);
  });

  it('neither reads nor writes a notification policy', async () => {
    grafana = await startGrafanaStandIn();
    await push(EVERYTHING);
    expect([...grafana.reads, ...grafana.writes].filter((request) => request.includes('polic'))).toEqual([]);
  });

  it('sets no data source and no contact points where none are configured', async () => {
    grafana = await startGrafanaStandIn();
    await push();
    expect(new Set(grafana.writes)).toEqual(new Set(['POST api/folders', 'POST api/dashboards/db']));
  });

  it('says what it would do and does nothing with --dry-run', async () => {
    grafana = await startGrafanaStandIn();
    const { code, printed } = await push(EVERYTHING, '--dry-run');
    expect(code).toBe(0);
    expect(printed[0]).toMatch(/^would be created +folder +Telltale$/);
    expect(grafana.writes).toEqual([]);
  });

  it('leaves what a file provisions', async () => {
    grafana = await startGrafanaStandIn({ provisioned: ['telltale-prometheus', 'telltale-host'] });
    const { code, printed } = await push(EVERYTHING);
    expect(code).toBe(0);
    expect(printed.filter((line) => line.startsWith('left'))).toHaveLength(2);
    expect(grafana.writes).not.toContain('POST api/datasources');
  });

  it.each([
    ['a wrong token', {}, { TELLTALE_GRAFANA_TOKEN: 'wrong' }, 'Service accounts'],
    ['no right to folders', { forbidden: 'api/folders' }, {}, 'read and write folders'],
    ['no right to contact points', { forbidden: 'api/v1' }, {}, 'read and write contact points'],
    ['an old version', { version: '9.5.2' }, {}, 'Upgrade it to 11'],
  ])('says what to do about %s', async (_what, options, environment, remedy) => {
    grafana = await startGrafanaStandIn(options);
    const { code, complaints } = await push({ ...EVERYTHING, ...environment });
    expect(code).toBe(1);
    expect(complaints.join('\n')).toContain(remedy);
    expect(complaints.join('\n')).not.toMatch(/glsa_test|123456:secret/);
  });

  it('says so when nobody answers', async () => {
    grafana = await startGrafanaStandIn();
    const { code, complaints } = await push({ TELLTALE_GRAFANA_URL: `http://127.0.0.1:${await freePort()}` });
    expect(code).toBe(1);
    expect(complaints.join('\n')).toContain('cannot be reached');
  });

  it('asks for address and token when there are none', async () => {
    grafana = await startGrafanaStandIn();
    const { code, complaints } = await push({ TELLTALE_GRAFANA_TOKEN: '' });
    expect(code).toBe(2);
    expect(complaints[0]).toContain('TELLTALE_GRAFANA_TOKEN');
  });
});
