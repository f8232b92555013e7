import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CollectorListener } from '../../test/support/collector-listener.ts';
import { BleCollector } from './ble-collector.ts';
import { bleConfigSchema } from './config.ts';
import type { CharacteristicLike, NobleLike, PeripheralLike } from './noble-like.ts';

/** On a busy machine; what is waited for is that it happens. */
const PATIENCE_MILLIS = 20_000;
const DEVICE = 'aa:bb:cc:dd:ee:0f';
const started: BleCollector[] = [];

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(async () => {
  await Promise.all(started.splice(0).map((collector) => collector.stop()));
  vi.useRealTimers();
});

/** An event emitter on which anything but the given members is an error, so that a stand-in hides nothing. */
function strict<Members extends object>(members: Members): Members & EventEmitter {
  const emitter = new EventEmitter();
  const target: Members & EventEmitter = Object.defineProperties(
    Object.assign(emitter, members),
    Object.getOwnPropertyDescriptors(members),
  );
  return new Proxy(target, {
    get(_target, name): unknown {
      const isKnown = name in target || typeof name === 'symbol' || name === 'then';
      if (!isKnown) throw new Error(`unexpected use of ${name}`);
      return Reflect.get(target, name);
    },
  });
}

class FakeNoble {
  readonly scans = vi.fn();
  readonly stops = vi.fn();
  readonly like: NobleLike & EventEmitter = strict({
    startScanningAsync: async (serviceUuids: string[], allowDuplicates: boolean) => {
      this.scans(serviceUuids, allowDuplicates);
    },
    stop: () => void this.stops(),
  });
}

interface Offers {
  readonly heartRate?: CharacteristicLike;
  readonly battery?: CharacteristicLike;
}

function fakePeripheral(offers: Offers = {}, more: Partial<PeripheralLike> = {}) {
  const state = { current: 'disconnected' };
  const connectAsync = vi.fn(async () => {
    state.current = 'connected';
  });
  const disconnectAsync = vi.fn(async () => {
    state.current = 'disconnected';
  });
  const like = strict({
    id: 'aabbccddee0f',
    address: DEVICE,
    rssi: -55,
    advertisement: {},
    connectAsync,
    disconnectAsync,
    cancelConnect: vi.fn(),
    async discoverSomeServicesAndCharacteristicsAsync(services: string[], characteristics: string[]) {
      expect([services, characteristics]).toEqual([
        ['180d', '180f'],
        ['2a37', '2a19'],
      ]);
      return { characteristics: [offers.battery, offers.heartRate].filter((offer) => offer !== undefined) };
    },
    get state() {
      return state.current;
    },
    ...more,
  });
  return like;
}

function fakeCharacteristic(uuid: string, more: Partial<CharacteristicLike> = {}) {
  return strict({
    uuid,
    properties: ['read', 'notify'],
    readAsync: () => Promise.reject(new Error('not to be read')),
    subscribeAsync: vi.fn(async () => undefined),
    ...more,
  });
}

async function listen(settings: object = {}) {
  const listener = new CollectorListener();
  const noble = new FakeNoble();
  const config = bleConfigSchema.parse({ adapter: true, gateways: [], site: 'gym', ...settings });
  const collector = new BleCollector(config, listener.context, async () => noble.like);
  started.push(collector);
  await collector.start();
  const advertise = (peripheral: PeripheralLike) => noble.like.emit('discover', peripheral);
  const series = () => listener.readings.map((reading) => [reading.series.split('{')[0], reading.value]);
  return { listener, noble, collector, advertise, series };
}

describe('the adapter', () => {
  it('scans for advertisements, repeated ones too, once it is on', async () => {
    const { listener, noble } = await listen();
    expect(noble.scans).not.toHaveBeenCalled();
    noble.like.emit('stateChange', 'poweredOn');
    await vi.waitFor(() => expect(noble.scans).toHaveBeenCalledExactlyOnceWith([], true), PATIENCE_MILLIS);
    expect(listener.healths.at(-1)).toMatchObject({ state: 'up' });
  });

  it('is reported with a remedy while it is off or missing, and recovers by itself', async () => {
    const { listener, noble } = await listen();
    noble.like.emit('stateChange', 'unsupported');
    expect(listener.healths.at(-1)).toMatchObject({ state: 'down', remedy: expect.stringContaining('plug one in') });
    noble.like.emit('stateChange', 'poweredOn');
    await vi.waitFor(() => expect(listener.healths.at(-1)).toMatchObject({ state: 'up' }), PATIENCE_MILLIS);
  });

  it('records what beacons advertise', async () => {
    const { listener, advertise } = await listen();
    const serviceData = [{ uuid: '180f', data: Buffer.of(88) }];
    advertise(fakePeripheral({}, { advertisement: { serviceData } }));
    expect(listener.readings.map(({ series, value }) => [series, value])).toEqual([
      [`rssi_dbm{gateway="adapter",sensor="${DEVICE}",site="gym"}`, -55],
      [`battery_ratio{sensor="${DEVICE}",site="gym"}`, 0.88],
    ]);
  });

  it('names a device by its id where the system hides addresses', async () => {
    const { listener, advertise } = await listen({ recordEveryDevice: true });
    advertise(fakePeripheral({}, { address: '' }));
    expect(listener.readings[0]?.series).toContain('sensor="aabbccddee0f"');
  });

  it('hears nothing more once stopped', async () => {
    const { listener, noble, advertise, collector } = await listen({ recordEveryDevice: true });
    await collector.stop();
    expect(noble.stops).toHaveBeenCalledTimes(1);
    const healths = listener.healths.length;
    advertise(fakePeripheral());
    noble.like.emit('stateChange', 'unsupported');
    expect(listener.batches).toEqual([]);
    expect(listener.healths).toHaveLength(healths);
  });
});

describe('a connection', () => {
  it('is not made to a device that nobody named', async () => {
    const { advertise } = await listen({ connect: ['11:22:33:44:55:66'] });
    const peripheral = fakePeripheral();
    advertise(peripheral);
    expect(peripheral.connectAsync).not.toHaveBeenCalled();
  });

  it('brings heart rate, RR intervals with times of their own, and battery level', async () => {
    const heartRate = fakeCharacteristic('2a37');
    const battery = fakeCharacteristic('2a19', { properties: ['read'], readAsync: async () => Buffer.of(90) });
    const { advertise, listener, series } = await listen({ connect: ['AABBCCDDEE0F'], names: { [DEVICE]: 'strap' } });
    advertise(fakePeripheral({ heartRate, battery }));
    await vi.waitFor(() => expect(heartRate.subscribeAsync).toHaveBeenCalled(), PATIENCE_MILLIS);
    heartRate.emit('data', Buffer.from('165000040003', 'hex'));
    expect(series()).toEqual([
      ['rssi_dbm', -55],
      ['battery_ratio', 0.9],
      ['rr_interval_milliseconds', 1000],
      ['rr_interval_milliseconds', 750],
      ['heart_rate_bpm', 80],
      ['skin_contact', 1],
    ]);
    const beats = listener.readings.filter((reading) => reading.series.startsWith('rr_interval'));
    expect(beats.map(({ observedAtMillis }) => observedAtMillis - listener.nowMillis)).toEqual([-750, 0]);
    expect(beats[0]?.series).toBe('rr_interval_milliseconds{sensor="strap",site="gym"}');
  });

  it('may be asked for by the name that the device advertises, and follows its battery', async () => {
    const battery = fakeCharacteristic('2a19', { readAsync: async () => Buffer.of(90) });
    const { advertise, series } = await listen({ connect: ['HRM-001'] });
    advertise(fakePeripheral({ battery }, { advertisement: { localName: 'HRM-001' } }));
    await vi.waitFor(() => expect(battery.subscribeAsync).toHaveBeenCalled(), PATIENCE_MILLIS);
    battery.emit('data', Buffer.of(89));
    expect(series()).toEqual([
      ['battery_ratio', 0.9],
      ['battery_ratio', 0.89],
    ]);
  });

  it('counts malformed frames and goes on', async () => {
    const heartRate = fakeCharacteristic('2a37');
    const { advertise, listener, series } = await listen({ connect: [DEVICE] });
    advertise(fakePeripheral({ heartRate }));
    await vi.waitFor(() => expect(heartRate.subscribeAsync).toHaveBeenCalled(), PATIENCE_MILLIS);
    heartRate.emit('data', Buffer.from('1048ff', 'hex'));
    heartRate.emit('data', Buffer.from('0048', 'hex'));
    expect(listener.rejected).toMatchObject([{ reason: 'bad-frame' }]);
    expect(series()).toContainEqual(['heart_rate_bpm', 72]);
  });

  it('lets the scan go on afterwards', async () => {
    const { advertise, noble } = await listen({ connect: [DEVICE] });
    noble.like.emit('stateChange', 'poweredOn');
    advertise(fakePeripheral({ heartRate: fakeCharacteristic('2a37') }));
    await vi.waitFor(() => expect(noble.scans).toHaveBeenCalledTimes(2), PATIENCE_MILLIS);
  });

  it('is given up when it takes too long, and tried again only after a while', async () => {
    const { advertise, listener } = await listen({
      connect: [DEVICE],
      connectTimeoutSeconds: 20,
      reconnectSeconds: 30,
    });
    const connectAsync = vi.fn(() => new Promise<void>(() => undefined));
    const cancelConnect = vi.fn();
    const peripheral = fakePeripheral({}, { state: 'connecting', connectAsync, cancelConnect });
    advertise(peripheral);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(cancelConnect).toHaveBeenCalledTimes(1);
    advertise(peripheral);
    listener.nowMillis += 29_000;
    advertise(peripheral);
    expect(connectAsync).toHaveBeenCalledTimes(1);
    listener.nowMillis += 1000;
    advertise(peripheral);
    expect(connectAsync).toHaveBeenCalledTimes(2);
  });

  it('is ended when the device has nothing to offer', async () => {
    const { advertise } = await listen({ connect: [DEVICE] });
    const peripheral = fakePeripheral();
    advertise(peripheral);
    await vi.waitFor(() => expect(peripheral.disconnectAsync).toHaveBeenCalledTimes(1), PATIENCE_MILLIS);
  });

  it('is made anew after the device went away, and what the old one still says is not heard', async () => {
    const heartRate = fakeCharacteristic('2a37');
    const { advertise, listener, series } = await listen({ connect: [DEVICE], reconnectSeconds: 30 });
    const peripheral = fakePeripheral({ heartRate });
    advertise(peripheral);
    await vi.waitFor(() => expect(heartRate.subscribeAsync).toHaveBeenCalledTimes(1), PATIENCE_MILLIS);
    peripheral.emit('disconnect');
    heartRate.emit('data', Buffer.from('0048', 'hex'));
    expect(series()).toEqual([]);
    listener.nowMillis += 30_000;
    advertise(peripheral);
    await vi.waitFor(() => expect(heartRate.subscribeAsync).toHaveBeenCalledTimes(2), PATIENCE_MILLIS);
  });

  it('is taken for lost when a heart rate sensor falls silent', async () => {
    const heartRate = fakeCharacteristic('2a37');
    const { advertise } = await listen({ connect: [DEVICE], silenceSeconds: 60 });
    const peripheral = fakePeripheral({ heartRate });
    advertise(peripheral);
    await vi.waitFor(() => expect(heartRate.subscribeAsync).toHaveBeenCalled(), PATIENCE_MILLIS);
    await vi.advanceTimersByTimeAsync(59_000);
    heartRate.emit('data', Buffer.from('0048', 'hex'));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(peripheral.disconnectAsync).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(peripheral.disconnectAsync).toHaveBeenCalledTimes(1);
  });

  it('ends when the collector stops', async () => {
    const heartRate = fakeCharacteristic('2a37');
    const { advertise, collector, listener } = await listen({ connect: [DEVICE] });
    const peripheral = fakePeripheral({ heartRate });
    advertise(peripheral);
    await vi.waitFor(() => expect(heartRate.subscribeAsync).toHaveBeenCalled(), PATIENCE_MILLIS);
    const readings = listener.readings.length;
    await collector.stop();
    heartRate.emit('data', Buffer.from('0048', 'hex'));
    expect(peripheral.disconnectAsync).toHaveBeenCalledTimes(1);
    expect(listener.readings).toHaveLength(readings);
    expect(vi.getTimerCount()).toBe(0);
  });
});
