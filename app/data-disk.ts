import { Gauge, type Registry } from 'prom-client';
import type { HouseFaults } from './house-faults.ts';

/** Of a file system: what this process may still write, and how large it is. */
export interface DiskSpace {
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

export interface DataDiskDependencies {
  readonly metrics: Registry;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
  /** Rejects where the folder cannot be asked. */
  readonly look: () => Promise<DiskSpace>;
}

/** Below both it is a fault in the queue: what is told while there still is room can be acted upon. */
const NEARLY_FULL_RATIO = 0.05;
const NEARLY_FULL_BYTES = 5e9;

/** The part of the house that is faulty when the disk with the data folder is nearly full. */
export const DATA_FOLDER = 'data folder';
const FAULT = 'disk-nearly-full';

/** Watches the room that is left for the history and the audit trail. */
export class DataDisk {
  readonly #dependencies: DataDiskDependencies;
  readonly #free: Gauge;
  readonly #size: Gauge;

  constructor(dependencies: DataDiskDependencies) {
    this.#dependencies = dependencies;
    const registers = [dependencies.metrics];
    this.#free = new Gauge({
      name: 'telltale_data_free_bytes',
      help: 'What may still be written to the file system of the data folder.',
      registers,
    });
    this.#size = new Gauge({
      name: 'telltale_data_size_bytes',
      help: 'Size of the file system of the data folder.',
      registers,
    });
  }

  async check(): Promise<void> {
    const { look, faults } = this.#dependencies;
    const { freeBytes, sizeBytes } = await look();
    this.#free.set(freeBytes);
    this.#size.set(sizeBytes);
    const isNearlyFull = freeBytes < NEARLY_FULL_BYTES && freeBytes < NEARLY_FULL_RATIO * sizeBytes;
    if (!isNearlyFull) return faults.end(DATA_FOLDER, FAULT);
    const megabytes = Math.floor(freeBytes / 1e6);
    faults.begin(DATA_FOLDER, FAULT, `${megabytes} MB are left on the disk of the data folder: make room, or move it`);
  }
}
