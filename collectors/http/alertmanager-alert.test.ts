import { describe, expect, it } from 'vitest';
import { makeContext, RecordingSink } from '../../test/support/recording-sink.ts';
import { HttpCollector } from './http-collector.ts';
import plugin from './plugin.ts';

const STARTS = new Date(Date.now() - 90_000).toISOString().replace('Z', '123456Z');

/** As Alertmanager 0.25 sends it. */
function alert(over: { readonly labels?: object; readonly [field: string]: unknown } = {}) {
  return {
    status: 'firing',
    annotations: { summary: 'The host does not answer.', description: 'node-7 for 5 minutes' },
    startsAt: STARTS,
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus:9090/graph',
    fingerprint: 'c3f1',
    ...over,
    labels: { alertname: 'HostDown', instance: 'node-7:9100', job: 'node', severity: 'critical', ...over.labels },
  };
}

async function deliver(alerts: readonly unknown[], more: object = {}, settings: object = {}) {
  const sink = new RecordingSink();
  const collector = new HttpCollector(plugin.configSchema.parse(settings), makeContext(sink));
  const body = { version: '4', groupKey: '{}:{alertname="HostDown"}', status: 'firing', receiver: 'telltale', ...more };
  const result = await collector.alerts(Buffer.from(JSON.stringify({ ...body, alerts })));
  return { sink, result, signals: sink.signalled };
}

describe('what Alertmanager sends', () => {
  it('becomes a signal with its beginning as time, its instance as sensor and its annotations as message', async () => {
    const { result, signals } = await deliver([alert()]);
    expect(result).toEqual({ accepted: 1, rejected: 0, problems: [] });
    expect(signals).toMatchObject([
      {
        kind: 'device-alarm',
        type: 'HostDown',
        class: 'technical',
        phase: 'entered',
        site: 'http',
        sensor: 'node-7:9100',
        observedAtMillis: Date.parse(STARTS),
        message: 'The host does not answer. node-7 for 5 minutes',
      },
    ]);
  });

  it.each([
    ['its site and sensor', { site: 'north', sensor: 'gate' }, { site: 'north', sensor: 'gate' }],
    ['its class', { class: 'environment' }, { class: 'environment' }],
    ['that it is for information', { severity: 'info' }, { class: 'information' }],
    ['by its name that it burns', { alertname: 'FireAlarm' }, { class: 'fire' }],
    ['nothing of where but its job', { instance: '' }, { sensor: 'node' }],
    ['nothing of where at all', { instance: '', job: '' }, { sensor: 'HostDown' }],
  ])('says %s where it has labels for it', async (_what, labels, expected) => {
    expect((await deliver([alert({ labels })])).signals).toMatchObject([expected]);
  });

  it('is one occurrence however often and through whatever group it comes, and another when it fires anew', async () => {
    const [first] = (await deliver([alert()])).signals;
    const [again] = (await deliver([alert()], { groupKey: 'another', receiver: 'another' })).signals;
    const [later] = (await deliver([alert({ startsAt: new Date().toISOString() })])).signals;
    expect(again?.id).toBe(first?.id);
    expect(later?.id).not.toBe(first?.id);
  });

  it('ends what began, once, at the time at which it ended', async () => {
    const endsAt = new Date(Date.now() - 5000).toISOString();
    const [begun, ended, repeated] = (
      await deliver([alert(), alert({ status: 'resolved', endsAt }), alert({ status: 'resolved', endsAt })])
    ).signals;
    expect(ended).toMatchObject({ phase: 'left', observedAtMillis: Date.parse(endsAt) });
    expect(ended?.id).toBe(`${begun?.id}:left`);
    expect(repeated?.id).toBe(ended?.id);
  });

  it('is not taken in where Telltale itself has sent it, or it would go round for ever', async () => {
    const { result, signals, sink } = await deliver([alert({ labels: { alertname: 'TelltaleEvent' } }), alert()]);
    expect(result).toEqual({ accepted: 1, rejected: 0, problems: [] });
    expect(signals).toHaveLength(1);
    expect(sink.rejected.get('unsupported')).toBe(1);
  });

  it('does no harm where it is wrong: the others are taken, each refusal is named', async () => {
    const wrong = [
      7,
      alert({ labels: { alertname: '' } }),
      alert({ status: 'asleep' }),
      alert({ startsAt: 'soon' }),
      alert({ status: 'resolved', endsAt: null }),
    ];
    const { result, sink } = await deliver([...wrong, alert()]);
    expect(result).toMatchObject({ accepted: 1, rejected: 5 });
    expect(result.problems.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
    expect(sink.rejected.get('wrong-type')).toBe(5);
  });

  it('bears the time of its arrival where its own is not believable, and long texts are cut', async () => {
    const long = 'x'.repeat(5000);
    const { signals, sink } = await deliver([
      alert({ startsAt: '2199-01-01T00:00:00Z', labels: { alertname: long, instance: long, site: long } }),
    ]);
    const [signal] = signals;
    expect(signal?.observedAtMillis).toBe(signal?.receivedAtMillis);
    expect([signal?.type.length, signal?.sensor.length, signal?.site.length]).toEqual([100, 200, 200]);
    expect(sink.rejected.get('device-time-future')).toBe(1);
  });

  it('counts what Alertmanager has left out', async () => {
    const { sink } = await deliver([alert()], { truncatedAlerts: 3 });
    expect(sink.rejected.get('too-large')).toBe(3);
  });

  it.each(['', 'no JSON', '[]', '{}', '{"alerts": 7}'])('%j as a whole is refused', async (body) => {
    const collector = new HttpCollector(plugin.configSchema.parse({}), makeContext(new RecordingSink()));
    expect(await collector.alerts(Buffer.from(body))).toMatchObject({ accepted: 0, rejected: 1 });
  });

  it('of more alerts than allowed is refused whole', async () => {
    const { result } = await deliver([alert(), alert(), alert()], {}, { maxRows: 2 });
    expect(result).toMatchObject({ accepted: 0, problems: [{ reason: 'too-large' }] });
  });
});
