import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { distUrl } from './dist-url.ts';

const run = promisify(execFile);

/** Runs the command line over a data folder; resolves with what it printed. */
export async function telltaleCommand(dataFolder: string, ...words: readonly string[]): Promise<string> {
  const cli = fileURLToPath(distUrl('app/cli/main.ts'));
  const env = { ...process.env, TELLTALE_DATA_DIR: dataFolder };
  return (await run(process.execPath, [cli, ...words], { env })).stdout.trim();
}
