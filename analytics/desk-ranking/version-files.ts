import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { modelVersionSchema, type ModelVersion } from './model-version.ts';

const SUFFIX = '.json';

/** The fitted models of a data folder, a file each. */
export class VersionFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Ids, the oldest first: they begin with the time at which they were made. */
  list(): readonly string[] {
    try {
      const files = readdirSync(this.#folder).filter((file) => file.endsWith(SUFFIX));
      return files.map((file) => file.slice(0, -SUFFIX.length)).sort();
    } catch {
      return [];
    }
  }

  /** @throws Failure when it is not there, or is not such a version. */
  read(id: string): ModelVersion {
    if (!this.list().includes(id)) throw missing(id);
    try {
      return modelVersionSchema.parse(JSON.parse(readFileSync(this.#file(id), 'utf8')));
    } catch (cause) {
      throw new Failure(`the ranking model ${id} cannot be read`, {
        reason: 'configuration',
        retryable: false,
        remedy: `move ${this.#file(id)} away; rules rank until the next model is fitted`,
        cause,
      });
    }
  }

  /** Whole and on disk, or not at all. */
  write(version: ModelVersion): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const unfinished = `${this.#file(version.id)}.unfinished`;
    writeFileSync(unfinished, JSON.stringify(version), { mode: 0o600, flush: true });
    renameSync(unfinished, this.#file(version.id));
    const descriptor = openSync(this.#folder, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  }

  /** Removes all but the latest and those that are in use. */
  prune(keep: number, inUse: readonly string[]): void {
    const spare = this.list().slice(0, -keep);
    for (const id of spare) if (!inUse.includes(id)) rmSync(this.#file(id), { force: true });
  }

  #file(id: string): string {
    return join(this.#folder, `${id}${SUFFIX}`);
  }
}

function missing(id: string): Failure {
  return new Failure(`there is no ranking model ${JSON.stringify(id.slice(0, 100))}`, {
    reason: 'client',
    retryable: false,
    remedy: 'name one of the versions that GET /api/v1/ranking lists, or "rules"',
  });
}
