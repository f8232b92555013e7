import { existsSync } from 'node:fs';

/** The compiled form of a source file, for what must run outside the test's own process: workers and children. */
export function distUrl(sourcePath: string): URL {
  const url = new URL(`../../dist/${sourcePath.replace(/\.ts$/, '.js')}`, import.meta.url);
  if (!existsSync(url)) throw new Error(`${url.pathname} is missing: run "npm run build" first`);
  return url;
}
