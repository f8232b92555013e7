import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';

describe('make-secrets.sh', () => {
  let folder: string;

  beforeEach(() => {
    folder = join(temporaryFolder(), 'secrets');
  });

  const makeSecrets = (): string => execFileSync('sh', ['deploy/make-secrets.sh', folder], { encoding: 'utf8' });
  const secret = async (name: string): Promise<string> => await readFile(join(folder, name), 'utf8');

  it('makes five secrets of 256 random bits, in a folder nobody else enters', async () => {
    makeSecrets();
    const secrets = await Promise.all((await readdir(folder)).map(secret));
    expect(secrets).toHaveLength(5);
    expect(new Set(secrets).size).toBe(5);
    for (const value of secrets) expect(value).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('leaves a secret that is there as it is', async () => {
    makeSecrets();
    await writeFile(join(folder, 'grafana_admin_password'), 'chosen by a person');
    expect(makeSecrets()).toBe('');
    expect(await secret('grafana_admin_password')).toBe('chosen by a person');
  });
});
