import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load-config.ts';
import type { AuditEntry } from '../core/ports/audit-trail.ts';
import { ManualTime } from '../test/support/manual-time.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { discoverPlugins } from './discover-plugins.ts';
import { KeptSettings } from './kept-settings.ts';

const MARIA = { kind: 'person', name: 'María (night)', role: 'administrator' } as const;
const plugins = await discoverPlugins();

const FILE = `# Kept by hand.
escalation:
  takeLimitSeconds: 45 # agreed
http:
  metricsToken: hunter2
`;

function keep(text: string | undefined) {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'telltale.yml');
  if (text !== undefined) writeFileSync(file, text);
  const environment = { TELLTALE_DATA_DIR: dataDir };
  const recorded: AuditEntry[] = [];
  const time = new ManualTime();
  const settings = new KeptSettings({
    file,
    environment,
    plugins,
    config: loadConfig(text === undefined ? undefined : file, environment, plugins),
    audit: { append: async (entries) => void recorded.push(...entries) },
    clock: time,
    restart: () => undefined,
  });
  return { file, recorded, time, settings, read: () => readFileSync(file, 'utf8') };
}

describe('the settings file', () => {
  it('is shown with its comments and without its secrets', () => {
    const { text } = keep(FILE).settings.current();
    expect(text).toContain('# Kept by hand.');
    expect(text).toContain('takeLimitSeconds: 45 # agreed');
    expect(text).toContain('metricsToken: "[secret]"');
    expect(text).not.toContain('hunter2');
  });

  it('is written as it was changed: secrets that were not touched stay, and it is recorded who changed what', async () => {
    const { settings, recorded, read, file } = keep(FILE);
    const { text, revision } = settings.current();
    const wish = { text: text.replace('45', '60'), basedOn: revision, by: MARIA };
    const { differences } = await settings.apply(wish);
    expect(differences).toEqual([{ path: 'escalation.takeLimitSeconds', before: '45', after: '60' }]);
    expect(read()).toContain('metricsToken: "hunter2"');
    expect(read()).toContain('takeLimitSeconds: 60 # agreed');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const changes = recorded.map((entry) => (entry.kind === 'setting' ? entry.setting : undefined));
    expect(changes).toMatchObject([
      { path: 'settings', by: MARIA },
      { path: 'settings.escalation.takeLimitSeconds', before: '45', after: '60', by: MARIA },
    ]);
  });

  it('never shows a secret among the differences, nor keeps one in the trail', async () => {
    const { settings, recorded } = keep(FILE);
    const { text, revision } = settings.current();
    const changed = text.replace('"[secret]"', 'swordfish');
    const shown = await settings.apply({ text: changed, basedOn: revision, by: MARIA });
    expect(shown.differences).toEqual([{ path: 'http.metricsToken', before: '[secret]', after: '[secret]' }]);
    expect(JSON.stringify(recorded)).not.toMatch(/hunter2|swordfish/);
  });

  it('is taken back to an earlier version, secrets included, which can be taken back too', async () => {
    const { settings, read, time } = keep(FILE);
    const { text, revision } = settings.current();
    await settings.apply({
      text: text.replace('45', '60').replace('"[secret]"', 'swordfish'),
      basedOn: revision,
      by: MARIA,
    });
    await time.pass(1000);
    const [first] = settings.versions();
    expect(first).toMatchObject({ by: expect.stringContaining('María') });
    await settings.restore({ id: first?.id ?? '', basedOn: settings.current().revision, by: MARIA });
    expect(read()).toBe(FILE);
    expect(settings.versions()).toHaveLength(2);
    await settings.restore({ id: settings.versions()[0]?.id ?? '', basedOn: settings.current().revision, by: MARIA });
    expect(read()).toContain('swordfish');
  });

  it('is not overwritten when somebody else has changed it meanwhile', async () => {
    const { settings, file } = keep(FILE);
    const { revision } = settings.current();
    writeFileSync(file, 'logLevel: warn\n');
    await expect(settings.apply({ text: '', basedOn: revision, by: MARIA })).rejects.toThrow('have changed since');
  });

  it.each([
    ['an unknown setting', 'http: {prot: 1}'],
    ['no YAML', 'a: [1'],
    ['a mask without a secret behind it', 'redisUrl: "[secret]"'],
    ['a broken rule', 'storm: {beginEvents: 1, endEvents: 2}'],
  ])('is not written with %s', async (_what, text) => {
    const { settings, recorded, read } = keep(FILE);
    expect(settings.check(text).problems).not.toEqual([]);
    const apply = settings.apply({ text, basedOn: settings.current().revision, by: MARIA });
    await expect(apply).rejects.toMatchObject({ reason: 'client' });
    expect([read(), recorded]).toEqual([FILE, []]);
  });

  it('comes into being with the first change', async () => {
    const { settings, read } = keep(undefined);
    expect(settings.current()).toMatchObject({ text: '' });
    await settings.apply({ text: 'logLevel: warn\n', basedOn: settings.current().revision, by: MARIA });
    expect(read()).toBe('logLevel: warn\n');
  });

  it.each(['../audit', '', 'x/../../etc/passwd'])('has no version %j', async (id) => {
    const { settings } = keep(FILE);
    expect(settings.version(id)).toBeUndefined();
    await expect(settings.restore({ id, basedOn: settings.current().revision, by: MARIA })).rejects.toThrow(
      'no such version',
    );
  });
});
