import type { CollectorContext } from '../../core/ports/collector.ts';
import { normaliseAddress } from './address.ts';
import { splitManufacturerData } from './codec/advertisement.ts';
import type { BleConfig } from './config.ts';
import { DeviceLink } from './device-link.ts';
import { keepInterrupts } from './keep-interrupts.ts';
import type { LoadNoble, NobleLike, PeripheralLike } from './noble-like.ts';
import type { Recorder } from './recorder.ts';
import { plausibleRssi, type Sighting } from './sighting.ts';
import { within } from './within.ts';

/** Whatever names devices give themselves: controllers serve no more connections. */
const MAX_LINKS = 16;

/** What is wrong with the adapter, for people. */
export interface AdapterProblem {
  readonly detail: string;
  readonly remedy: string;
}

/** Hears advertisements with the adapter of this machine and keeps connections to the configured devices. */
export class AdapterListener {
  readonly #config: BleConfig;
  readonly #context: CollectorContext;
  readonly #recorder: Recorder;
  readonly #onState: (problem: AdapterProblem | undefined) => void;
  readonly #connectTo: ReadonlySet<string>;
  readonly #links = new Map<string, DeviceLink>();
  /** By device: monotonic time before which it is not tried again. */
  readonly #retryAtMillis = new Map<string, number>();
  #noble: NobleLike | undefined;
  #isConnecting = false;
  #isStopped = false;

  /** `onState` is told what is wrong, or `undefined` once the adapter listens. */
  constructor(
    config: BleConfig,
    context: CollectorContext,
    recorder: Recorder,
    onState: (problem: AdapterProblem | undefined) => void,
  ) {
    this.#config = config;
    this.#context = context;
    this.#recorder = recorder;
    this.#onState = onState;
    this.#connectTo = new Set(config.connect.map((text) => normaliseAddress(text) ?? text));
  }

  /** Never rejects: a machine without Bluetooth is a state, not a failure. Noble itself watches for an adapter. */
  async start(load: LoadNoble): Promise<void> {
    try {
      const noble = await load();
      if (this.#isStopped) return;
      this.#noble = noble;
      noble.on('discover', (peripheral) => this.#discovered(peripheral));
      await keepInterrupts(() => noble.on('stateChange', (state) => this.#stateChanged(state)));
    } catch (error) {
      this.#onState(notLoaded(error));
    }
  }

  stop(): void {
    this.#isStopped = true;
    for (const link of this.#links.values()) link.close('Telltale stops');
    this.#noble?.stop();
    this.#noble = undefined;
  }

  #stateChanged(state: string): void {
    if (this.#isStopped) return;
    if (state === 'poweredOn') this.#scan();
    else this.#onState(notOn(state));
  }

  #scan(): void {
    const noble = this.#noble;
    if (noble === undefined) return;
    noble.startScanningAsync([], true).then(
      () => this.#isStopped || this.#onState(undefined),
      (error: unknown) => this.#isStopped || this.#onState(notScanning(error)),
    );
  }

  #discovered(peripheral: PeripheralLike): void {
    if (this.#isStopped) return;
    const { site } = this.#config;
    void this.#recorder.recordSightings({ site, gateway: 'adapter' }, [sightingOf(peripheral)]);
    if (this.#isWanted(peripheral)) void this.#connect(peripheral);
  }

  #isWanted(peripheral: PeripheralLike): boolean {
    const device = deviceOf(peripheral);
    const { localName } = peripheral.advertisement;
    const isNamed = this.#connectTo.has(device) || (localName !== undefined && this.#connectTo.has(localName));
    if (!isNamed || this.#isConnecting || this.#links.has(device)) return false;
    return this.#links.size < MAX_LINKS && !this.#isResting(device);
  }

  #isResting(device: string): boolean {
    const nowMillis = this.#context.clock.monotonicMillis();
    for (const [each, retryAtMillis] of this.#retryAtMillis) {
      if (retryAtMillis <= nowMillis) this.#retryAtMillis.delete(each);
    }
    return this.#retryAtMillis.has(device);
  }

  /** One device at a time: adapters do not scan while they connect, so the scan is taken up again afterwards. */
  async #connect(peripheral: PeripheralLike): Promise<void> {
    const device = deviceOf(peripheral);
    const link = this.#linkTo(peripheral, device);
    this.#isConnecting = true;
    this.#links.set(device, link);
    try {
      await within(this.#config.connectTimeoutSeconds, `connecting to ${device}`, link.open());
    } catch (error) {
      link.close(error instanceof Error ? error.message : String(error));
    }
    this.#isConnecting = false;
    this.#scan();
  }

  #linkTo(peripheral: PeripheralLike, device: string): DeviceLink {
    return new DeviceLink(peripheral, this.#config.silenceSeconds, {
      heartRate: (frame) => void this.#recorder.recordHeartRate(device, frame),
      battery: (frame) => void this.#recorder.recordBattery(device, frame),
      closed: (why) => {
        this.#links.delete(device);
        this.#recorder.forget(device);
        const { clock, logger } = this.#context;
        this.#retryAtMillis.set(device, clock.monotonicMillis() + this.#config.reconnectSeconds * 1000);
        logger.info({ device, why }, 'connection ended');
      },
    });
  }
}

function deviceOf(peripheral: PeripheralLike): string {
  return normaliseAddress(peripheral.address) ?? peripheral.id;
}

function sightingOf(peripheral: PeripheralLike): Sighting {
  const { manufacturerData, serviceData = [] } = peripheral.advertisement;
  const manufacturer = manufacturerData === undefined ? undefined : splitManufacturerData(manufacturerData);
  return {
    device: deviceOf(peripheral),
    rssiDbm: plausibleRssi(peripheral.rssi),
    manufacturerData: manufacturer === undefined ? [] : [manufacturer],
    serviceData: serviceData
      .filter(({ uuid }) => /^[0-9a-f]{4}$/i.test(uuid))
      .map(({ uuid, data }) => ({ serviceUuid16: Number.parseInt(uuid, 16), data })),
    isCutOff: false,
  };
}

const WITHOUT_ADAPTER = 'or set collectors.ble.adapter to false; gateways are listened to in any case';

function notLoaded(error: unknown): AdapterProblem {
  const why = error instanceof Error ? error.message : String(error);
  return {
    detail: `Bluetooth support cannot be loaded: ${why}`,
    remedy: `install the optional package @stoprocent/noble, ${WITHOUT_ADAPTER}`,
  };
}

function notOn(state: string): AdapterProblem {
  return {
    detail: `no usable Bluetooth adapter (${state})`,
    remedy: `plug one in, switch it on and allow this process to use it (README), ${WITHOUT_ADAPTER}`,
  };
}

function notScanning(error: unknown): AdapterProblem {
  const why = error instanceof Error ? error.message : String(error);
  return {
    detail: `the Bluetooth adapter does not scan: ${why}`,
    remedy: `switch it off and on again, ${WITHOUT_ADAPTER}`,
  };
}
