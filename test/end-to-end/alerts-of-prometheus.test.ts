import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventDetail, EventView } from '../../console/server/api-schemas.ts';
import { startAlertmanager } from '../support/alertmanager.ts';
import type { RunningServer } from '../support/server-process.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { until } from '../support/until.ts';

const PATIENCE_MILLIS = 40_000;

/** As the README of the collector says, with groups that are sent at once. */
function routedTo(url: string): string {
  return `
route: { receiver: telltale, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1s }
receivers:
  - name: telltale
    webhook_configs: [{ url: '${url}/api/v1/alerts' }]
`;
}

describe('alerts of Prometheus, through a real Alertmanager', () => {
  let telltale: TelltaleProcess;
  let alertmanager: RunningServer;

  beforeAll(async () => {
    telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
    alertmanager = await startAlertmanager(routedTo(telltale.url));
  }, 120_000);

  afterAll(async () => {
    await alertmanager.stop();
    await telltale.kill();
  });

  const send = async (labels: object, times: object): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${alertmanager.port}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels, annotations: { summary: 'The host does not answer.' }, ...times }]),
    });
    expect(response.status).toBe(200);
  };
  const eventsOf = async (site: string): Promise<readonly EventView[]> =>
    (await telltale.get<readonly EventView[]>('/api/v1/events')).filter((event) => event.site === site);

  it('stand in the queue once however often they are repeated, and say when they are resolved', async () => {
    const labels = { alertname: 'HostDown', instance: 'node-7:9100', site: 'rack', severity: 'critical' };
    const startsAt = new Date(Date.now() - 30_000).toISOString();
    await send(labels, { startsAt });
    const [event] = await until(
      'the event',
      async () => {
        const events = await eventsOf('rack');
        return events.length > 0 && events;
      },
      PATIENCE_MILLIS,
      100,
    );
    expect(event).toMatchObject({ site: 'rack', class: 'technical', state: 'new' });
    const requests = 'telltale_http_requests_total{method="POST",route="/api/v1/alerts",status="2xx"}';
    await until('a repeat', async () => (await telltale.metric(requests)) >= 2, PATIENCE_MILLIS, 100);
    await send(labels, { startsAt, endsAt: new Date(Date.now() - 1000).toISOString() });
    const detail = await until(
      'its end',
      async () => {
        const found = await telltale.get<EventDetail>(`/api/v1/events/${event?.id}`);
        return found.signals.some(({ phase }) => phase === 'left') && found;
      },
      PATIENCE_MILLIS,
      100,
    );
    expect(detail.signals.map(({ type, sensor, phase }) => [type, sensor, phase])).toEqual([
      ['HostDown', 'node-7:9100', 'entered'],
      ['HostDown', 'node-7:9100', 'left'],
    ]);
    expect(await eventsOf('rack')).toHaveLength(1);
    const failures = 'telltale_http_requests_total{method="POST",route="/api/v1/alerts",status="4xx"}';
    expect(await telltale.metric(failures)).toBe(0);
  });

  it('do not come back that Telltale itself has sent to it', async () => {
    const startsAt = new Date().toISOString();
    await send({ alertname: 'TelltaleEvent', event_id: 'x', site: 'own' }, { startsAt });
    await send({ alertname: 'DiskFull', site: 'beside' }, { startsAt });
    await until('the other alert', async () => (await eventsOf('beside')).length > 0, PATIENCE_MILLIS, 100);
    const left = 'telltale_collector_rejected_total{collector="http",reason="unsupported"}';
    await until('it came and was left out', async () => (await telltale.metric(left)) > 0, PATIENCE_MILLIS, 100);
    expect(await eventsOf('own')).toEqual([]);
  });
});
