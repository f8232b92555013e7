import { Ajv2020 } from 'ajv/dist/2020.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { runCli } from './test-support/run-cli.ts';

const SAMPLE = join(PACKAGE_ROOT, 'docs', 'telltale.sample.yml');

function fileWith(yaml: string): string {
  const file = join(temporaryFolder(), 'settings.yml');
  writeFileSync(file, yaml);
  return file;
}

describe('telltale check-config', () => {
  it('says in one line that all is right, and what is enabled', async () => {
    const { code, printed, complaints } = await runCli(['check-config'], { TELLTALE_DEMO: '0' });
    expect(code).toBe(0);
    expect(complaints).toEqual([]);
    expect(printed).toEqual([
      expect.stringMatching(/^ok: collectors ble, host, http, mqtt; detectors [^;]*holt-winters[^;]*; notifiers log$/),
    ]);
  });

  it('reads the file that --config names rather than that of the environment', async () => {
    const environment = { TELLTALE_CONFIG: fileWith('http: {port: x}') };
    expect((await runCli(['check-config'], environment)).code).toBe(2);
    expect((await runCli(['check-config', '--config', SAMPLE], environment)).code).toBe(0);
  });

  it('says what is wrong, one line each, with path, value and remedy', async () => {
    const file = fileWith('http: {port: x}\ncollectors: {mqtt: {port: 99999}, mqqt: {}}');
    const { code, printed, complaints } = await runCli(['check-config', '--config', file]);
    expect(code).toBe(2);
    expect(printed).toEqual([]);
    expect(complaints).toEqual([
      'http.port: "x": must be a whole number from 0 to 65535',
      'collectors.mqtt.port: 99999: must be a whole number from 0 to 65535',
      expect.stringMatching(/^collectors\.mqqt: unknown setting: remove it or correct its name; known here: .*mqtt/),
    ]);
  });

  it('tells a variable that looks like a setting and is none', async () => {
    const { code, complaints } = await runCli(['check-config'], { TELLTALE_HTP_PORT: '1' });
    expect(code).toBe(0);
    expect(complaints).toEqual(['note: TELLTALE_HTP_PORT is not a setting and has no effect']);
  });

  it('prints every setting in force with its origin, aligned, and no secret', async () => {
    const { printed } = await runCli(['check-config', '--print', '--config', fileWith('http: {port: 9000}')], {
      TELLTALE_TELEGRAM_TOKEN: '1:hunter2',
      TELLTALE_TELEGRAM_CHAT_IDS: '-1',
    });
    const text = printed.join('\n');
    expect(text).toMatch(/^http\.port +9000 +file$/m);
    expect(text).toMatch(/^http\.host +"127\.0\.0\.1" +default$/m);
    expect(text).toMatch(/^notifiers\.telegram\.token +\[secret\] +TELLTALE_TELEGRAM_TOKEN$/m);
    expect(text).not.toContain('hunter2');
    const columns = printed.slice(0, -1).map((line) => line.search(/ \S+$/));
    expect(new Set(columns).size).toBe(1);
  });

  it('answers as one JSON object when asked to', async () => {
    const right = await runCli(['check-config', '--json', '--print']);
    expect(JSON.parse(right.printed.join(''))).toMatchObject({
      ok: true,
      enabled: { notifiers: ['log'] },
      settings: expect.arrayContaining([{ path: 'http.port', value: '8080', origin: 'default' }]),
    });
    const wrong = await runCli(['check-config', '--json'], { TELLTALE_HTTP_PORT: 'x' });
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.printed.join(''))).toEqual({
      ok: false,
      problems: [
        { path: 'http.port (TELLTALE_HTTP_PORT)', value: '"x"', remedy: 'must be a whole number from 0 to 65535' },
      ],
    });
  });

  it('prints a JSON Schema that takes the sample and refuses a misspelt name', async () => {
    const { code, printed } = await runCli(['check-config', '--schema']);
    expect(code).toBe(0);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(printed.join('\n')));
    const sample: unknown = parse(readFileSync(SAMPLE, 'utf8'));
    expect(validate(sample), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ http: { prot: 1 } })).toBe(false);
    expect(validate({ collectors: { mqtt: { port: 'x' } } })).toBe(false);
  });

  it('lists the mistakes of the correlation rules too', async () => {
    const folder = temporaryFolder();
    const rules = join(folder, 'rules.yml');
    writeFileSync(
      rules,
      'rules: [{name: a, match: {classes: [fire]}, join: {near: {within: nowhere}, withinMinutes: 5}}]',
    );
    const settings = join(folder, 'telltale.yml');
    writeFileSync(settings, `correlation: {rulesFile: ${JSON.stringify(rules)}}`);
    const { code, complaints } = await runCli(['check-config', '--config', settings]);
    expect(code).toBe(2);
    expect(complaints).toEqual([
      expect.stringMatching(
        /^correlation\.rulesFile: rules\[0\]\.join\.near\.within: "nowhere": must be one of: sensor/,
      ),
    ]);
  });
});
