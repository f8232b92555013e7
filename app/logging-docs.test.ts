import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PACKAGE_ROOT } from './package-root.ts';

const FOLDERS = ['app', 'alerts', 'collectors', 'events', 'runtime'];

/** A page that names lines nobody writes any more misleads whoever searches the log. */
it('names only log lines that the sources write', () => {
  const page = readFileSync(join(PACKAGE_ROOT, 'docs/specs/logging.md'), 'utf8');
  const messages = page
    .split('\n')
    .filter((line) => line.startsWith('| `') && !/^\| `(?:error|warn|info|debug|msg)`/.test(line))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, message = '']) => message));
  expect(messages.length).toBeGreaterThan(10);
  const sources = FOLDERS.flatMap(sourcesIn).join('\n');
  expect(messages.filter((message) => !sources.includes(message.replace('…', '')))).toEqual([]);
});

function sourcesIn(folder: string): string[] {
  return readdirSync(join(PACKAGE_ROOT, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    .map((name) => readFileSync(join(PACKAGE_ROOT, folder, name), 'utf8'));
}
