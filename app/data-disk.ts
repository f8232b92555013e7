import { Gauge, type Registry } from 'prom-client';
import { isNearlyFull, type DiskSpace } from './disk-space.ts';
import type { HouseFaults } from './house-faults.ts';

export interface DataDiskDependencies {
  readonly metrics: Registry;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
  /** Rejects where the folder cannot be asked. */
  readonly look: () => Promise<DiskSpace>;
}

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
    const space = await look();
    this.#free.set(space.freeBytes);
    this.#size.set(space.sizeBytes);
    if (!isNearlyFull(space)) return faults.end(DATA_FOLDER, FAULT);
    const megabytes = Math.floor(space.freeBytes / 1e6);
    faults.begin(DATA_FOLDER, FAULT, `${megabytes} MB are left on the disk of the data folder: make room, or move it`);
  }
}
