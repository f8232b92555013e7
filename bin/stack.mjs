// Builds what is old and starts the stack without Docker, from the servers that this machine has.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, ROOT } from './prepare.mjs';
import { pathWithSystemFolders } from './servers.mjs';

requireNode();
await ensureInstalled();
await ensureBuilt();

const child = spawn(process.execPath, [join(ROOT, 'dist/deploy/stack/main.js'), ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, PATH: pathWithSystemFolders() },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
