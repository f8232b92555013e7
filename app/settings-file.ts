import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { houseSchema } from '../config/schema.ts';

/** Where the settings stand: what is given, what TELLTALE_CONFIG names, or else `telltale.yml` in the data folder, which need not exist. */
export function settingsFileOf(given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const named = given ?? (environment['TELLTALE_CONFIG'] || undefined);
  if (named !== undefined) return named;
  const dataDir = environment['TELLTALE_DATA_DIR'] || houseSchema.shape.dataDir.parse(undefined);
  return join(dataDir, 'telltale.yml');
}

/** The same, unless there is nothing to read: only a file that somebody named must exist. */
export function settingsToRead(given: string | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  const file = settingsFileOf(given, environment);
  const isNamed = given !== undefined || Boolean(environment['TELLTALE_CONFIG']);
  return isNamed || existsSync(file) ? file : undefined;
}
