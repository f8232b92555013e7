// Installs what is missing, builds what is old, and becomes Telltale.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, ROOT } from './prepare.mjs';

requireNode();
await ensureInstalled();
await ensureBuilt();

const child = spawn(process.execPath, [join(ROOT, 'dist/app/main.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 0)));
