import { afterEach, describe, expect, it } from 'vitest';
import { CollectorListener } from '../../test/support/collector-listener.ts';
import { BleCollector } from './ble-collector.ts';
import { bleConfigSchema } from './config.ts';
import plugin from './plugin.ts';

const IBEACON = '0201061aff4c000215b5b182c7eab14988aa99b5c1517008d90001cf64c5';
const IBEACON_IDENTITY = 'ibeacon:b5b182c7-eab1-4988-aa99-b5c1517008d9:1:53092';
const TELEMETRY = '0201060303aafe1116aafe20000bb815800000002a00000384';
const UID = '0201060303aafe1716aafe00ee0102030405060708090a0b0c0d0e0f100000';
const PHONE = '0201060aff4c001005011c5a2b3c';
const MAC = 'AA:BB:CC:DD:EE:0F';
const DEVICE = 'aa:bb:cc:dd:ee:0f';

const started: BleCollector[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((collector) => collector.stop()));
});

async function listen(settings: object = {}) {
  const listener = new CollectorListener();
  const config = bleConfigSchema.parse(settings);
  const collector = new BleCollector(config, listener.context, () => Promise.reject(new Error('not to be loaded')));
  started.push(collector);
  await collector.start();
  const publish = (json: unknown, topic = 'telltale/depot/gate/ble', filter = 'telltale/+/+/ble') =>
    listener.taps.get(filter)?.(topic, Buffer.from(JSON.stringify(json)));
  const series = () => Object.fromEntries(listener.readings.map((reading) => [reading.series, reading.value]));
  return { listener, collector, publish, series };
}

describe('a gateway', () => {
  it('makes the identity of an iBeacon the sensor and itself a label', async () => {
    const { publish, series } = await listen();
    publish({ mac: MAC, rssi: -61, rawData: IBEACON });
    expect(series()).toEqual({ [`rssi_dbm{gateway="gate",sensor="${IBEACON_IDENTITY}",site="depot"}`]: -61 });
  });

  it('brings the telemetry of an Eddystone beacon, under its address', async () => {
    const { publish, series } = await listen();
    publish([{ mac: MAC, rssi: -70, rawData: TELEMETRY }]);
    expect(series()).toEqual({
      [`rssi_dbm{gateway="gate",sensor="${DEVICE}",site="depot"}`]: -70,
      [`beacon_temperature_celsius{sensor="${DEVICE}",site="depot"}`]: 21.5,
      [`beacon_battery_volts{sensor="${DEVICE}",site="depot"}`]: 3,
    });
  });

  it('brings battery and heart rate from service data, whole or split', async () => {
    const { publish, series } = await listen({ names: { [MAC]: 'strap' } });
    publish({ mac: MAC, raw: '04160f1858' });
    publish({ id: MAC, servicedatauuid: '0x180d', servicedata: '0648' });
    expect(series()).toEqual({
      'battery_ratio{sensor="strap",site="depot"}': 0.88,
      'heart_rate_bpm{sensor="strap",site="depot"}': 72,
      'skin_contact{sensor="strap",site="depot"}': 1,
    });
  });

  it('takes no heart rate of 0 for a heart rate', async () => {
    const { publish, series } = await listen();
    publish({ mac: MAC, raw: '05160d180400' });
    expect(series()).toEqual({ [`skin_contact{sensor="${DEVICE}",site="depot"}`]: 0 });
  });

  it('uses the names of the configuration, by address or by identity', async () => {
    const { publish, series } = await listen({
      names: { AABBCCDDEE0F: 'pallet', 'eddystone:0102030405060708090a:0b0c0d0e0f10': 'forklift' },
    });
    publish([
      { mac: MAC, rssi: -50, raw: IBEACON },
      { mac: '112233445566', rssi: -51, raw: UID },
    ]);
    expect(Object.keys(series())).toEqual([
      'rssi_dbm{gateway="gate",sensor="pallet",site="depot"}',
      'rssi_dbm{gateway="gate",sensor="forklift",site="depot"}',
    ]);
  });

  it('hands on one batch a message', async () => {
    const { publish, listener } = await listen();
    publish([
      { mac: MAC, rssi: -50, raw: IBEACON },
      { mac: '112233445566', rssi: -51, raw: TELEMETRY },
    ]);
    expect(listener.batches.map((batch) => batch.count)).toEqual([4]);
    expect(listener.readings.every(({ observedAtMillis }) => observedAtMillis === listener.nowMillis)).toBe(true);
  });

  it('leaves no trace of a phone that passes by, unless asked to', async () => {
    const { publish, listener } = await listen();
    publish({ mac: MAC, rssi: -80, raw: PHONE });
    expect(listener.batches).toEqual([]);
    const curious = await listen({ recordEveryDevice: true });
    curious.publish({ mac: MAC, rssi: -80, raw: PHONE });
    expect(curious.listener.readings).toHaveLength(1);
  });

  it('counts malformed frames and keeps what is good in them', async () => {
    const { publish, listener } = await listen();
    publish([
      { mac: MAC, rssi: -50, raw: '04160f1865' },
      { mac: MAC, rssi: -50, raw: `${TELEMETRY}1aff4c` },
      { mac: MAC, raw: 'nonsense' },
    ]);
    expect(listener.rejected).toEqual([
      { reason: 'bad-frame', detail: 'advertisement is not hexadecimal' },
      { reason: 'bad-frame', detail: `${DEVICE}: battery level is above 100 %` },
      { reason: 'bad-frame', detail: `${DEVICE}: advertisement is cut off` },
    ]);
    expect(listener.readings).toHaveLength(3);
  });

  it('cannot make up more devices than allowed, and known ones go on', async () => {
    const { publish, listener } = await listen({ maxDevices: 2, names: { '000000000009': 'mine' } });
    for (const mac of ['000000000001', '000000000002', '000000000003', '000000000009', '000000000001']) {
      publish({ mac, raw: '04160f1858' });
    }
    expect(listener.rejected).toEqual([{ reason: 'series-limit', detail: '00:00:00:00:00:03' }]);
    expect(listener.readings).toHaveLength(4);
  });

  it('cannot speak for the demonstration site, nor without a site', async () => {
    const { publish, listener } = await listen();
    publish({ mac: MAC, rssi: -50, raw: IBEACON }, 'telltale/demo/gate/ble');
    publish({ mac: MAC, rssi: -50, raw: IBEACON }, 'telltale//gate/ble');
    publish({ mac: MAC, rssi: -50, raw: IBEACON }, `telltale/${'x'.repeat(201)}/gate/ble`);
    expect(listener.rejected.map(({ reason }) => reason)).toEqual(['bad-topic', 'bad-topic', 'bad-topic']);
    expect(listener.batches).toEqual([]);
  });

  it('may publish elsewhere, with site and gateway from the configuration', async () => {
    const filter = 'home/+/BTtoMQTT/#';
    const { publish, series } = await listen({ gateways: [{ topic: filter, site: 'house' }, { topic: 'gw/status' }] });
    publish({ id: MAC, rssi: -50, manufacturerdata: IBEACON.slice(10) }, 'home/hall/BTtoMQTT/AABBCCDDEE0F', filter);
    publish({ mac: MAC, rssi: -51, rawData: IBEACON }, 'gw/status', 'gw/status');
    expect(Object.keys(series())).toEqual([
      `rssi_dbm{gateway="hall",sensor="${IBEACON_IDENTITY}",site="house"}`,
      `rssi_dbm{sensor="${IBEACON_IDENTITY}",site="local"}`,
    ]);
  });
});

describe('the BLE collector', () => {
  it('listens without configuration and without touching an adapter', async () => {
    const { listener } = await listen();
    expect([...listener.taps.keys()]).toEqual(['telltale/+/+/ble']);
    expect(listener.healths).toEqual([{ state: 'up', detail: 'listening to gateways on telltale/+/+/ble' }]);
  });

  it('taps nothing once stopped', async () => {
    const { listener, collector } = await listen();
    await collector.stop();
    await collector.stop();
    expect(listener.taps.size).toBe(0);
  });

  it('says when readings are not committed, and when they are again', async () => {
    const { listener, publish } = await listen();
    listener.commitError = new Error('disk full');
    publish({ mac: MAC, rssi: -50, raw: IBEACON });
    await expect.poll(() => listener.healths.at(-1)?.state).toBe('down');
    listener.commitError = undefined;
    publish({ mac: MAC, rssi: -50, raw: IBEACON });
    await expect.poll(() => listener.healths.at(-1)?.state).toBe('up');
  });

  it('says calmly that Bluetooth support is not installed, and listens to gateways', async () => {
    const { listener, publish } = await listen({ adapter: true });
    expect(listener.healths.at(-1)).toMatchObject({
      state: 'down',
      detail: 'Bluetooth support cannot be loaded: not to be loaded',
      remedy: expect.stringContaining('@stoprocent/noble'),
    });
    publish({ mac: MAC, rssi: -50, raw: IBEACON });
    expect(listener.readings).toHaveLength(1);
  });
});

describe('the BLE plug-in', () => {
  it('takes part unless it has neither gateway nor adapter', () => {
    expect(plugin.isEnabled(plugin.configSchema.parse({}))).toBe(true);
    expect(plugin.isEnabled(plugin.configSchema.parse({ gateways: [] }))).toBe(false);
    expect(plugin.isEnabled(plugin.configSchema.parse({ gateways: [], adapter: true }))).toBe(true);
  });
});
