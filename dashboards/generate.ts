// Run at the root of the repository: `node dist/dashboards/generate.js` writes the generated files,
// `--check` writes nothing and ends with 1 when a committed file differs.
import { writeFile } from 'node:fs/promises';
import { outdatedFiles } from './generated-files.ts';

const checkOnly = process.argv.includes('--check');

for (const file of await outdatedFiles('.')) {
  if (checkOnly) {
    console.error(`${file.path} differs from its code: run "node dist/dashboards/generate.js" and commit it`);
    process.exitCode = 1;
  } else {
    await writeFile(file.path, file.text);
    console.log(`wrote ${file.path}`);
  }
}
