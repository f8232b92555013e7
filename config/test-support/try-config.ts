import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { loadConfig, type Config } from '../load-config.ts';
import { ConfigError, problemLine } from '../problem.ts';
import { samplePlugins } from './sample-plugins.ts';

/** A file with that text, in a folder that goes away with the test. */
export function fileWith(text: string | Uint8Array, name = 'settings.yml'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

export function load(yaml: string, environment: NodeJS.ProcessEnv = {}): Config {
  return loadConfig(fileWith(yaml), environment, samplePlugins);
}

/** The lines a person would read; fails when the configuration is accepted. */
export function problemLines(yaml: string, environment: NodeJS.ProcessEnv = {}): string[] {
  return refusal(() => load(yaml, environment)).problems.map(problemLine);
}

export function refusal(attempt: () => Config): ConfigError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
