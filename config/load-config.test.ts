import { describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';
import { samplePlugins } from './test-support/sample-plugins.ts';
import { fileWith, load, problemLines, refusal } from './test-support/try-config.ts';

describe('a configuration', () => {
  it('is complete without a file', () => {
    const { house, plugins } = loadConfig(undefined, {}, samplePlugins);
    expect(house).toMatchObject({ dataDir: 'telltale-data', http: { host: '127.0.0.1', port: 8080 } });
    expect(plugins.collectors.get('meter')).toMatchObject({ port: 4000, mode: 'slow', names: {} });
  });

  it.each(['', '# nothing but a comment\n', '---\n'])('may be the empty file %j', (yaml) => {
    expect(load(yaml).house).toEqual(loadConfig(undefined, {}, samplePlugins).house);
  });

  it('takes settings from the file', () => {
    const { house, plugins } = load('http: {port: 9000}\ncollectors: {meter: {mode: fast}}');
    expect(house.http).toMatchObject({ host: '127.0.0.1', port: 9000 });
    expect(plugins.collectors.get('meter')).toMatchObject({ mode: 'fast', port: 4000 });
  });

  it('leaves the default where a name stands with nothing behind it', () => {
    const { house, plugins } = load('http:\n  port:\ncollectors:\n  meter:\nnotifiers:\n');
    expect(house.http.port).toBe(8080);
    expect(plugins.collectors.get('meter')).toMatchObject({ port: 4000 });
  });

  it('takes limits for single classes of signals', () => {
    const yaml = 'escalation: {takeLimitSecondsByClass: {fire: 10, technical: 600}}';
    expect(load(yaml).house.escalation).toMatchObject({
      takeLimitSeconds: 30,
      takeLimitSecondsByClass: { fire: 10, technical: 600 },
    });
    expect(problemLines('escalation: {takeLimitSecondsByClass: {fier: 10}}')).toEqual([
      expect.stringMatching(
        /^escalation\.takeLimitSecondsByClass\.fier: unknown setting: remove it or correct its name; known here: fire, /,
      ),
    ]);
  });
});

describe('a wrong configuration', () => {
  it.each([
    ['http: {port: abc}', 'http.port: "abc": must be a whole number from 0 to 65535'],
    ['http: {port: 70000}', 'http.port: 70000: must be a whole number from 0 to 65535'],
    ['http: {port: 80.5}', 'http.port: 80.5: must be a whole number from 0 to 65535'],
    ['series: {maxSeries: 0}', 'series.maxSeries: 0: must be a whole number of at least 1'],
    ['history: {retentionDays: 0}', 'history.retentionDays: 0: must be a number above 0'],
    ['logLevel: loud', 'logLevel: "loud": must be one of: debug, info, warn, error, silent'],
    ['dataDir: ""', 'dataDir: "": must not be empty'],
    ['dataDir: [a]', 'dataDir: ["a"]: must be text'],
    ['http: 8080', 'http: 8080: must be a mapping of names to values'],
    ['collectors: {meter: {enabled: "yes"}}', 'collectors.meter.enabled: "yes": must be true or false'],
    ['collectors: {meter: {lines: x}}', 'collectors.meter.lines: "x": must be a list'],
    ['collectors: [meter]', 'collectors: ["meter"]: must be a mapping of names to values'],
    ['collectors: {metre: {}}', 'collectors.metre: unknown setting: remove it or correct its name; known here: meter'],
    [
      'http: {prot: 1}',
      'http.prot: unknown setting: remove it or correct its name; known here: host, port, publicUrl, trustedProxies, metricsToken',
    ],
  ])('%s is refused with path, value and remedy', (yaml, line) => {
    expect(problemLines(yaml)).toEqual([line]);
  });

  it('names the entry of a list', () => {
    expect(problemLines('collectors: {meter: {lines: [{address: a}, {adress: b}]}}')).toEqual([
      'collectors.meter.lines[1].address: missing: must be text',
      'collectors.meter.lines[1].adress: unknown setting: remove it or correct its name; known here: address, password',
    ]);
  });

  it.each(['true', '[]', '[3]', '" "', '"0x10"'])('does not take %s for a number', (value) => {
    expect(problemLines(`http: {port: ${value}}`)).toEqual([
      expect.stringMatching(/^http\.port: .+: must be a whole number from 0 to 65535$/),
    ]);
  });

  it('is told of as a whole, not one mistake at a time', () => {
    const yaml = 'colectors: {}\nhttp: {port: x}\ncollectors: {meter: {mode: no}}\nnotifiers: {pager: {to: [x]}}';
    expect(problemLines(yaml).map((line) => line.split(':', 1)[0])).toEqual([
      'http.port',
      'collectors.meter.mode',
      'notifiers.pager.to[0]',
      'colectors',
    ]);
  });

  it('still says where the console would have been', () => {
    const yaml = 'http: {host: 127.0.0.2, port: 9000, wrong: 1}';
    expect(refusal(() => load(yaml)).consoleAddress).toEqual({ host: '127.0.0.2', port: 9000 });
    expect(refusal(() => load('http: {port: x}')).consoleAddress).toEqual({ host: '127.0.0.1', port: 8080 });
    const unreadable = refusal(() => load('a: [', { TELLTALE_HTTP_PORT: '9001' }));
    expect(unreadable.consoleAddress).toEqual({ host: '127.0.0.1', port: 9001 });
  });

  it.each([
    ['password: hunter2'],
    ['password: [hunter2]'],
    ['url: "tcp://me:hunter2@host"', 'port: x'],
    ['lines: [{address: a, password: hunter2, extra: hunter2}]'],
    ['lines: [{address: 1, password: hunter2}]'],
    ['lines: {password: hunter2}'],
  ])('never repeats a secret: %s', (...settings) => {
    const lines = problemLines(`collectors: {meter: {${[...settings, 'mode: wrong'].join(', ')}}}`);
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  it('never repeats a secret that came from the environment', () => {
    const lines = problemLines('', { TELLTALE_METER_PASSWORD: 'hunter2' });
    expect(lines).toEqual([
      'collectors.meter.password (TELLTALE_METER_PASSWORD): [secret]: must have at least 8 characters',
    ]);
  });

  it('shows hostile text on one harmless, short line', () => {
    const [line] = problemLines(`http: {publicUrl: "a\\e[31m\\u202e${'x'.repeat(500)}"}`);
    expect(line).toMatch(/^http\.publicUrl: "a\\u001b\[31m\\u202ex+…: must be /);
    expect(line?.length).toBeLessThan(200);
  });
});

describe('a file', () => {
  it.each([
    '{__proto__: {port: 1}}',
    '{http: {__proto__: {port: 1}}}',
    '{collectors: {meter: {names: {__proto__: a}}}}',
  ])('cannot reach the prototype of anything: %s', (yaml) => {
    expect(problemLines(yaml)).toEqual([expect.stringMatching(/__proto__: not a name for a setting: remove it$/)]);
    expect(Object.hasOwn(Object.prototype, 'port')).toBe(false);
  });

  it('whose anchor is shared by two plug-ins is not changed in both by one variable', () => {
    const yaml = 'collectors: {meter: {names: &names {a: b}}}\nnotifiers: {pager: *names}';
    expect(problemLines(yaml)).toEqual([
      'notifiers.pager.a: unknown setting: remove it or correct its name; known here: to',
    ]);
  });

  it('that is missing is a problem with a remedy', () => {
    const missing = `${fileWith('')}.not-there`;
    expect(refusal(() => loadConfig(missing, {}, samplePlugins)).problems).toEqual([
      {
        path: 'configuration file',
        value: JSON.stringify(missing),
        remedy: 'there is no such file: name a YAML file that exists and may be read',
      },
    ]);
  });
});
