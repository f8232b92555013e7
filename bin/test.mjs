// The whole check: installs what is missing (packages and real servers), builds, then format, lint, types,
// dead code, and every test. Extra arguments go to vitest: `npm test -- collectors/mqtt`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, ensureBuilt, ensureInstalled, requireNode, ROOT, run, runForCode } from './prepare.mjs';
import { ensureServers, pathWithSystemFolders } from './servers.mjs';

requireNode();
await ensureInstalled();
await ensureServers();
process.env.PATH = pathWithSystemFolders();
await ensureBuilt();

const only = process.argv.slice(2);
if (only.length === 0) {
  await run(process.execPath, [bin('prettier'), '--check', '--log-level', 'warn', '.']);
  await run(process.execPath, [bin('oxlint'), '--type-aware', '--deny-warnings']);
  await run(process.execPath, [bin('typescript', 'tsc'), '--noEmit', '-p', 'tsconfig.json']);
  await run(process.execPath, [bin('typescript', 'tsc'), '--noEmit', '-p', 'console/web/tsconfig.json']);
  await run(process.execPath, [bin('knip')]);
}
const report = join(ROOT, 'dist', 'test-report.json');
const code = await runForCode(process.execPath, [
  bin('vitest'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...only,
]);
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(code);
