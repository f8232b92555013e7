import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { QualitySuite } from './suite.ts';

export interface FoundSuite {
  readonly name: string;
  readonly load: () => Promise<QualitySuite>;
}

const FOLDER = fileURLToPath(new URL('suites', import.meta.url));
const SUITE_FILE = /^(?<name>[a-z0-9-]+)(?<!\.test|\.d)\.[jt]s$/;

/** By name; adding a suite is adding a file. */
export function findSuites(): FoundSuite[] {
  return readdirSync(FOLDER)
    .flatMap((file) => {
      const name = SUITE_FILE.exec(file)?.groups?.['name'];
      return name === undefined ? [] : { name, load: async () => await loadSuite(join(FOLDER, file)) };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** A test holds every file of the folder to this shape, which an import by name cannot. */
async function loadSuite(file: string): Promise<QualitySuite> {
  const loaded: { readonly suite: QualitySuite } = await import(pathToFileURL(file).href);
  return loaded.suite;
}
