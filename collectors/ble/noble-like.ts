/** The part of `@stoprocent/noble` that is used here; tests put a stand-in in its place. */
export interface NobleLike {
  on(event: 'stateChange', listener: (state: string) => void): unknown;
  on(event: 'discover', listener: (peripheral: PeripheralLike) => void): unknown;
  startScanningAsync(serviceUuids: string[], allowDuplicates: boolean): Promise<void>;
  stop(): void;
}

export interface PeripheralLike {
  readonly id: string;
  /** Empty where the system hides addresses. */
  readonly address: string;
  readonly rssi: number;
  readonly state: string;
  readonly advertisement: {
    readonly localName?: string | undefined;
    readonly manufacturerData?: Buffer | undefined;
    readonly serviceData?: readonly { readonly uuid: string; readonly data: Buffer }[] | undefined;
  };
  once(event: 'disconnect', listener: () => void): unknown;
  connectAsync(): Promise<void>;
  disconnectAsync(): Promise<void>;
  cancelConnect(): void;
  discoverSomeServicesAndCharacteristicsAsync(
    serviceUuids: string[],
    characteristicUuids: string[],
  ): Promise<{ readonly characteristics: readonly CharacteristicLike[] }>;
}

export interface CharacteristicLike {
  /** Four hexadecimal digits for those of the Bluetooth standard. */
  readonly uuid: string;
  readonly properties: readonly string[];
  on(event: 'data', listener: (data: Buffer) => void): unknown;
  readAsync(): Promise<Buffer>;
  subscribeAsync(): Promise<void>;
}

export type LoadNoble = () => Promise<NobleLike>;

/** A noble of its own each time: one that was stopped cannot be started again. Rejects where none is installed. */
export const loadNoble: LoadNoble = async () => {
  const { withBindings } = await import('@stoprocent/noble');
  return withBindings();
};
