// Runs one benchmark by name: `npm run bench`, `npm run bench -- detect --json`. Without a name: ingest.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, ROOT, runForCode } from './prepare.mjs';
import { pathWithSystemFolders } from './servers.mjs';

requireNode();
await ensureInstalled();
await ensureBuilt();
process.env.PATH = pathWithSystemFolders();

const [first, ...others] = process.argv.slice(2);
const named = first !== undefined && !first.startsWith('-');
const name = named ? first : 'ingest';
const file = join(ROOT, 'dist', 'bench', `${name}.js`);
if (!existsSync(file)) {
  const names = readdirSync(join(ROOT, 'bench')).flatMap((entry) =>
    /^[a-z]+\.ts$/.test(entry) ? [entry.slice(0, -3)] : [],
  );
  console.error(`There is no benchmark "${name}". There are: ${names.join(', ')}`);
  process.exit(2);
}
process.exit(await runForCode(process.execPath, [file, ...(named ? others : process.argv.slice(2))]));
