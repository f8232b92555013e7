import { describe, expect, it } from 'vitest';
import { applyEnvironment, unknownVariables } from './environment.ts';
import { loadConfig } from './load-config.ts';
import { samplePlugins } from './test-support/sample-plugins.ts';
import { fileWith, load, problemLines } from './test-support/try-config.ts';
import type { Tree } from '../core/settings-tree.ts';

describe('an environment variable', () => {
  it('wins over the file, and leaves its neighbours alone', () => {
    const { plugins } = load('collectors: {meter: {port: 1, mode: fast}}', { TELLTALE_METER_PORT: '2' });
    expect(plugins.collectors.get('meter')).toMatchObject({ port: 2, mode: 'fast' });
  });

  it('that is empty counts as not set', () => {
    const { house } = load('http: {port: 9000}', { TELLTALE_HTTP_PORT: '', TELLTALE_HTTP_PORT_FILE: '' });
    expect(house.http.port).toBe(9000);
  });

  it('is named where its value is refused', () => {
    expect(problemLines('', { TELLTALE_HTTP_PORT: 'abc', TELLTALE_PAGER_TO: 'a@b.de,nobody' })).toEqual([
      'http.port (TELLTALE_HTTP_PORT): "abc": must be a whole number from 0 to 65535',
      'notifiers.pager.to[1] (TELLTALE_PAGER_TO): "a@b.de,nobody": must be an e-mail address',
    ]);
  });

  it('has no part in what is read after it', () => {
    loadConfig(undefined, { TELLTALE_HTTP_PORT: '9000' }, samplePlugins);
    expect(loadConfig(undefined, {}, samplePlugins).house.http.port).toBe(8080);
  });

  it('replaces what is no mapping on the way to its setting', () => {
    const tree: Tree = { http: 'nonsense' };
    applyEnvironment(tree, { PORT: 'http.port' }, { PORT: '1' });
    expect(tree).toEqual({ http: { port: '1' } });
  });
});

describe('a variable that ends in _FILE', () => {
  it('gives the content of the file without the white space around it', () => {
    const environment = { TELLTALE_METRICS_TOKEN_FILE: fileWith('  hunter2\n') };
    expect(load('', environment).house.http.metricsToken?.reveal()).toBe('hunter2');
  });

  it('may not be set together with the plain one', () => {
    const environment = { TELLTALE_METRICS_TOKEN: 'hunter2', TELLTALE_METRICS_TOKEN_FILE: fileWith('hunter3') };
    expect(problemLines('', environment)).toEqual([
      'TELLTALE_METRICS_TOKEN: TELLTALE_METRICS_TOKEN_FILE is set too: set one of the two, not both',
    ]);
  });

  it('must name a file that can be read', () => {
    expect(problemLines('', { TELLTALE_METRICS_TOKEN_FILE: '/nowhere/token' })).toEqual([
      'TELLTALE_METRICS_TOKEN_FILE: "/nowhere/token": there is no such file: name a file that this process may read',
    ]);
  });

  it('is not read without end', () => {
    expect(problemLines('', { TELLTALE_METRICS_TOKEN_FILE: '/dev/zero' })).toEqual([
      expect.stringContaining('it is longer than 1048576 bytes'),
    ]);
  });
});

it('finds variables that look like settings and are none', () => {
  const environment = {
    TELLTALE_HTP_PORT: '1',
    TELLTALE_PORT: '1',
    TELLTALE_PORT_FILE: 'x',
    TELLTALE_CONFIG: 'x',
    PATH: 'x',
  };
  expect(unknownVariables({ TELLTALE_PORT: 'port' }, environment)).toEqual(['TELLTALE_HTP_PORT']);
});
