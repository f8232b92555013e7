import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = 'deploy/systemd';
const ANALYZE = '/usr/bin/systemd-analyze';

/** Of 10; a unit with nothing set has 9.6. JavaScript and sockets keep one from 0. */
const MOST_EXPOSED = 2;

describe.each((await readdir(FOLDER)).filter((name) => name.endsWith('.service')))('%s', async (unit) => {
  const text = await readFile(join(FOLDER, unit), 'utf8');

  it('has a user of its own, a root it cannot write to, and no capability', () => {
    for (const line of ['DynamicUser=yes', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=']) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('starts again when it fails, within bounds of memory and tasks', () => {
    expect(text).toMatch(/^Restart=on-failure$/m);
    expect(text).toMatch(/^MemoryMax=\d+G$/m);
    expect(text).toMatch(/^TasksMax=\d+$/m);
  });

  it('holds no secret, and reads those of its own by credential', () => {
    expect(text).not.toMatch(/^Environment=\w*(?:TOKEN|SECRET|PASSWORD)=/m);
    for (const [, name] of text.matchAll(/=%d\/(\S+)$/gm)) expect(text).toContain(`LoadCredential=${name}:`);
  });

  it('names programs and settings of this repository that there are', () => {
    const files = [...text.matchAll(/\/opt\/telltale\/(\S+)/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(file.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toEqual([]);
  });

  it.skipIf(!existsSync(ANALYZE))('is well formed and little exposed, by systemd-analyze', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'telltale-units-'));
    const copy = join(folder, unit);
    await writeFile(copy, text.replaceAll('/usr/bin/node', process.execPath));
    const complaints = await analyze('verify', '--man=no', copy);
    expect(complaints.split('\n').filter((line) => line.includes(unit))).toEqual([]);
    const report = await analyze('security', '--offline=true', '--no-pager', copy);
    const level = /exposure level for \S+: ([\d.]+)/.exec(report)?.[1];
    expect(Number(level)).toBeLessThanOrEqual(MOST_EXPOSED);
    await rm(folder, { recursive: true });
  });
});

async function analyze(...args: readonly string[]): Promise<string> {
  return await new Promise((resolve) => {
    execFile(ANALYZE, args, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}
