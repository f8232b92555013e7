import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE_ROOT } from '../../app/package-root.ts';

/** The compiled form of a source file, for what must run outside the test's own process: workers and children. */
export function distUrl(sourcePath: string): URL {
  const file = join(PACKAGE_ROOT, 'dist', sourcePath.replace(/\.ts$/, '.js'));
  if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first`);
  return pathToFileURL(file);
}
