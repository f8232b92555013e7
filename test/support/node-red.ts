import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freePort } from './free-port.ts';
import { startServerProcess } from './server-process.ts';

const PROGRAM = 'node_modules/node-red/red.js';

export interface NodeRedOptions {
  readonly flow: readonly object[];
  /** Folders of node packages, linked into the user folder as "npm install <folder>" does. */
  readonly packageFolders?: readonly string[];
  /** Instead of settings with an editor on the loopback address and nothing else. */
  readonly settingsFile?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningNodeRed {
  readonly port: number;
  /** What it printed so far: its log and the debug nodes that write to the console. */
  output(): string;
  /** A JSON answer of the admin API. */
  admin(path: string): Promise<unknown>;
  /** Replaces all flows. */
  deploy(flow: readonly object[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real Node-RED in a user folder of its own. */
export async function startNodeRed(options: NodeRedOptions): Promise<RunningNodeRed> {
  const userFolder = await mkdtemp(join(tmpdir(), 'telltale-node-red-'));
  for (const folder of options.packageFolders ?? []) await linkPackage(userFolder, folder);
  await writeFile(join(userFolder, 'flows.json'), JSON.stringify(options.flow));
  const settingsFile = options.settingsFile ?? (await writeSettings(userFolder));
  const port = await freePort();
  const server = await startServerProcess({
    command: process.execPath,
    args: [PROGRAM, '--userDir', userFolder, '--settings', settingsFile, '--port', String(port), 'flows.json'],
    port,
    debianPackage: 'nodejs',
    startMillis: 60_000,
    env: { ...process.env, ...options.env },
  });
  const adminUrl = `http://127.0.0.1:${port}`;
  let output = '';
  server.process.stdout?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-100_000)));
  return {
    port,
    output: () => output,
    admin: async (path) => {
      const response = await fetch(`${adminUrl}${path}`, { headers: { accept: 'application/json' } });
      return await response.json();
    },
    deploy: async (flow) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${adminUrl}/flows`, { method: 'POST', headers, body: JSON.stringify(flow) });
      if (!response.ok) throw new Error(`Node-RED refuses the flow: HTTP ${response.status}`);
    },
    stop: async () => {
      await server.stop();
      await rm(userFolder, { recursive: true, force: true });
    },
  };
}

async function linkPackage(userFolder: string, packageFolder: string): Promise<void> {
  const { name }: { readonly name: string } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const link = join(userFolder, 'node_modules', name);
  await mkdir(dirname(link), { recursive: true });
  await symlink(resolve(packageFolder), link);
}

async function writeSettings(userFolder: string): Promise<string> {
  const settings = {
    uiHost: '127.0.0.1',
    credentialSecret: 'test',
    telemetry: { enabled: false },
    externalModules: { palette: { allowInstall: false }, modules: { allowInstall: false } },
  };
  const file = join(userFolder, 'settings.cjs');
  await writeFile(file, `module.exports = ${JSON.stringify(settings)};\n`);
  return file;
}
