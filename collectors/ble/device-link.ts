import { Failure } from '../../core/failure.ts';
import type { CharacteristicLike, PeripheralLike } from './noble-like.ts';

export interface DeviceLinkListener {
  heartRate(frame: Uint8Array): void;
  battery(frame: Uint8Array): void;
  /** Once, after the device or we have ended the connection; nothing comes after it. */
  closed(why: string): void;
}

const SERVICE_UUIDS = ['180d', '180f'];
const HEART_RATE_MEASUREMENT_UUID = '2a37';
const BATTERY_LEVEL_UUID = '2a19';

/** A connection to one device that measures heart rate or tells its battery level. */
export class DeviceLink {
  readonly #peripheral: PeripheralLike;
  readonly #listener: DeviceLinkListener;
  readonly #silenceSeconds: number;
  #silenceTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(peripheral: PeripheralLike, silenceSeconds: number, listener: DeviceLinkListener) {
    this.#peripheral = peripheral;
    this.#silenceSeconds = silenceSeconds;
    this.#listener = listener;
  }

  /** Resolves when the device has been asked for all it offers. On rejection the caller closes the link. */
  async open(): Promise<void> {
    this.#peripheral.once('disconnect', () => this.close('the device disconnected'));
    await this.#peripheral.connectAsync();
    const { characteristics } = await this.#peripheral.discoverSomeServicesAndCharacteristicsAsync(SERVICE_UUIDS, [
      HEART_RATE_MEASUREMENT_UUID,
      BATTERY_LEVEL_UUID,
    ]);
    const heartRate = characteristics.find(({ uuid }) => uuid === HEART_RATE_MEASUREMENT_UUID);
    const battery = characteristics.find(({ uuid }) => uuid === BATTERY_LEVEL_UUID);
    if (heartRate === undefined && battery === undefined) throw nothingOffered();
    if (battery !== undefined) await this.#followBattery(battery);
    if (heartRate !== undefined) await this.#followHeartRate(heartRate);
  }

  /** Idempotent; does not wait for the device, which may be out of reach. */
  close(why: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#silenceTimer);
    const { state } = this.#peripheral;
    if (state === 'connecting') this.#peripheral.cancelConnect();
    else if (state === 'connected') this.#peripheral.disconnectAsync().catch(() => undefined);
    this.#listener.closed(why);
  }

  async #followBattery(battery: CharacteristicLike): Promise<void> {
    const level = await battery.readAsync();
    if (!this.#isClosed) this.#listener.battery(level);
    if (!battery.properties.includes('notify')) return;
    battery.on('data', (frame) => {
      if (!this.#isClosed) this.#listener.battery(frame);
    });
    await battery.subscribeAsync();
  }

  async #followHeartRate(heartRate: CharacteristicLike): Promise<void> {
    heartRate.on('data', (frame) => {
      if (this.#isClosed) return;
      this.#expectMore();
      this.#listener.heartRate(frame);
    });
    await heartRate.subscribeAsync();
    if (!this.#isClosed) this.#expectMore();
  }

  /** A lost link is not always reported: a sensor that should speak every second and does not is lost. */
  #expectMore(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(
      () => this.close(`nothing heard for ${this.#silenceSeconds} s`),
      this.#silenceSeconds * 1000,
    );
  }
}

function nothingOffered(): Failure {
  return new Failure('the device offers neither heart rate nor battery level', {
    reason: 'client',
    retryable: true,
    remedy: 'remove it from collectors.ble.connect, or name it there only while it is worn',
  });
}
