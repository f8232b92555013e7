import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const INSTALLED_STAMP = join(ROOT, 'node_modules', '.telltale-installed');
const BUILT_STAMP = join(ROOT, 'dist', '.built');
const SOURCE_FOLDERS = [
  'core',
  'config',
  'runtime',
  'storage',
  'collectors',
  'analytics',
  'events',
  'alerts',
  'identity',
  'console',
  'dashboards',
  'deploy',
  'flows',
  'app',
  'bench',
];
const SOURCE_FILE = /\.(?:ts|tsx|css|html|json)$/;
const NOT_SOURCE = new Set(['node_modules', 'dist']);

/** Stops with a sentence instead of a syntax error somewhere deep inside. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Telltale needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`);
  process.exit(1);
}

/** Installs the packages of the lock file unless exactly those are there already, for this Node version. */
export async function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(process.versions.modules)
    .digest('hex');
  if (existsSync(INSTALLED_STAMP) && readFileSync(INSTALLED_STAMP, 'utf8') === wanted) return;
  console.error('Installing packages; the first time this takes two to three minutes …');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(INSTALLED_STAMP, wanted);
}

/** Builds what is older than its sources. */
export async function ensureBuilt() {
  const newest = Math.max(newestIn(ROOT, false), ...SOURCE_FOLDERS.map((folder) => newestIn(join(ROOT, folder), true)));
  if (existsSync(BUILT_STAMP) && statSync(BUILT_STAMP).mtimeMs > newest) return;
  console.error('Building …');
  await Promise.all([
    run(process.execPath, [bin('typescript', 'tsc'), '-p', 'tsconfig.build.json']),
    run(process.execPath, [bin('typescript', 'tsc'), '-p', 'flows/tsconfig.json']),
    run(process.execPath, [bin('vite'), 'build', '--config', 'console/web/vite.config.ts', '--logLevel', 'warn']),
  ]);
  mkdirSync(dirname(BUILT_STAMP), { recursive: true });
  writeFileSync(BUILT_STAMP, '');
}

/** The script behind a package's command, so that it runs on this very Node. */
export function bin(packageName, command = packageName) {
  const folder = join(ROOT, 'node_modules', packageName);
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof description.bin === 'string' ? description.bin : description.bin[command]);
}

/** Runs a command in the root folder with its output on ours; rejects when it fails. */
export async function run(command, args, options = {}) {
  const code = await runForCode(command, args, options);
  if (code !== 0) {
    console.error(`failed: ${command} ${args.join(' ')}`);
    process.exit(code);
  }
}

export async function runForCode(command, args, options = {}) {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function newestIn(folder, deep) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (deep && !NOT_SOURCE.has(entry.name)) newest = Math.max(newest, newestIn(path, true));
    } else if (SOURCE_FILE.test(entry.name) && entry.name !== 'package-lock.json') {
      newest = Math.max(newest, statSync(path).mtimeMs);
    }
  }
  return newest;
}
