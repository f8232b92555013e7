import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

const LINES = 20_000;

it('a reader that is slower than the command gets every line', async () => {
  const file = join(temporaryFolder(), 'series.csv');
  const rows = Array.from({ length: LINES }, (_, n) => `${1_767_600_000 + n},${n % 50}`);
  writeFileSync(file, ['timestamp,value', ...rows].join('\n'));
  const main = join(PACKAGE_ROOT, 'dist', 'app', 'cli', 'main.js');
  const slowly = '"$0" "$1" graphite --target "absolute(m)" --input "$2" | (sleep 1; wc -l)';
  const { stdout } = await promisify(execFile)('sh', ['-c', slowly, process.execPath, main, file]);
  expect(Number(stdout)).toBe(LINES + 1);
});
