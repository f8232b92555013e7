import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './prepare.mjs';

/** The real servers and tools the tests run against: command -> Debian package. */
const SERVERS = {
  mosquitto: 'mosquitto',
  mosquitto_pub: 'mosquitto-clients',
  'redis-server': 'redis-server',
  snmpd: 'snmpd',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  amtool: 'prometheus-alertmanager',
  'victoria-metrics': 'victoria-metrics',
  chromium: 'chromium',
  'graphite-manage': 'graphite-web',
  jsonnet: 'jsonnet',
};
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** Installs the missing servers where that is allowed; otherwise prints the exact command and stops. */
export async function ensureServers() {
  const missing = new Set(Object.entries(SERVERS).flatMap(([command, name]) => (isThere(command) ? [] : [name])));
  if (missing.size === 0) return;
  const packages = [...missing];
  const prefix = rootPrefix();
  if (prefix === undefined || !isThere('apt-get')) {
    console.error('The tests run against real servers, and some are not installed. Install them with:\n');
    console.error(`  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}\n`);
    process.exit(1);
  }
  console.error(`Installing ${packages.join(', ')} …`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const aptGet = async (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', '-qq', ...args];
    await run(command, rest, options);
  };
  await aptGet('update');
  await aptGet('install', '-y', '--no-install-recommends', ...packages);
}

/** What to put before a command that needs root; `undefined` when root is not to be had without asking. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!isThere('sudo')) return undefined;
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', '-E'] : undefined;
}

function isThere(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders.some((folder) => existsSync(join(folder, command)));
}

/** Servers such as snmpd live in folders that are not on everybody's path. */
export function pathWithSystemFolders() {
  return [process.env.PATH ?? '', ...SYSTEM_FOLDERS].join(delimiter);
}
