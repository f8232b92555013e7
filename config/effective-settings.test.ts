import { expect, it } from 'vitest';
import { effectiveSettings } from './effective-settings.ts';
import { load } from './test-support/try-config.ts';

function shown(yaml: string, environment: NodeJS.ProcessEnv = {}): string[] {
  return effectiveSettings(load(yaml, environment)).map(({ path, value, origin }) => `${path} ${value} ${origin}`);
}

it('tells where each value comes from', () => {
  const lines = shown('http: {host: 127.0.0.2, port: 1}', { TELLTALE_HTTP_PORT: '2', TELLTALE_PAGER_TO: 'a@b.de' });
  expect(lines).toEqual(
    expect.arrayContaining([
      'dataDir "telltale-data" default',
      'http.host "127.0.0.2" file',
      'http.port 2 TELLTALE_HTTP_PORT',
      'notifiers.pager.to ["a@b.de"] TELLTALE_PAGER_TO',
    ]),
  );
});

it('tells a value of the file from an equal default', () => {
  expect(shown('http: {port: 8080}')).toContain('http.port 8080 file');
});

it('shows the entries of lists one by one, and what a schema has transformed as it was written', () => {
  const lines = shown('collectors: {meter: {topic: a/b, lines: [{address: x}, {address: y}]}}');
  expect(lines).toEqual(
    expect.arrayContaining([
      'collectors.meter.topic "a/b" file',
      'collectors.meter.lines[0].address "x" file',
      'collectors.meter.lines[1].address "y" file',
    ]),
  );
});

it('never shows a secret, whatever its type', () => {
  const yaml = `
http: {metricsToken: hunter2}
collectors: {meter: {password: hunter2hunter2, url: "mqtt://me:hunter2@host", lines: [{address: a, password: hunter2}]}}`;
  const lines = shown(yaml, { TELLTALE_REDIS_URL: 'redis://:hunter2@host' });
  expect(lines.join('\n')).not.toContain('hunter2');
  expect(lines).toEqual(
    expect.arrayContaining(['http.metricsToken [secret] file', 'redisUrl [secret] TELLTALE_REDIS_URL']),
  );
});

it('shows an address in which there is no room for a secret', () => {
  expect(shown('collectors: {meter: {url: "mqtt://host:1883"}}')).toContain(
    'collectors.meter.url "mqtt://host:1883" file',
  );
});
