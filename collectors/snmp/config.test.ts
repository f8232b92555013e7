import { describe, expect, it } from 'vitest';
import { snmpConfigSchema } from './config.ts';
import plugin from './plugin.ts';

function problems(agent: object): string[] {
  const result = snmpConfigSchema.safeParse({ agents: [agent] });
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.slice(2).join('.')}: ${message}`);
}

describe('the configuration', () => {
  it('is off without agents and needs no more than an address', () => {
    expect(plugin.isEnabled(plugin.configSchema.parse({}))).toBe(false);
    const config = plugin.configSchema.parse({ agents: [{ address: '10.0.0.5' }] });
    expect(plugin.isEnabled(config)).toBe(true);
    expect(config.agents[0]).toMatchObject({
      port: 161,
      site: 'local',
      sensor: '10.0.0.5',
      version: 'v2c',
      profiles: ['system', 'interfaces'],
    });
  });

  it('keeps its secrets to itself', () => {
    const keys = { version: 'v3', user: 'u', authKey: 'auth-secret', privKey: 'priv-secret' };
    const config = snmpConfigSchema.parse({
      agents: [
        { address: 'a', community: 'community-secret' },
        { address: 'b', ...keys },
      ],
    });
    expect(JSON.stringify(config)).not.toMatch(/(auth|priv|community)-secret/);
    expect(config.agents[1]?.privKey?.reveal()).toBe('priv-secret');
  });

  it('says what is wrong with credentials, and where', () => {
    expect(problems({ address: 'a', version: 'v3' })).toEqual(['user: version v3 needs a user']);
    expect(problems({ address: 'a', user: 'u' })[0]).toMatch(/^user: users belong to v3/);
    expect(problems({ address: 'a', version: 'v3', user: 'u', privKey: '12345678' })[0]).toMatch(/^authKey: /);
    expect(problems({ address: 'a', version: 'v3', user: 'u', community: 'c' })[0]).toMatch(/^community: /);
  });

  it('refuses OIDs and metric names that are none', () => {
    expect(problems({ address: 'a', gets: [{ oid: 'sysUpTime.0', metric: 'm' }] })[0]).toMatch(/not a numeric OID/);
    expect(problems({ address: 'a', walks: [{ oid: '1.3.6', metric: 'a-b' }] })[0]).toMatch(/not a metric name/);
  });

  it('refuses two agents under one name, and the site of the demonstration', () => {
    const twice = snmpConfigSchema.safeParse({
      agents: [
        { address: 'a', sensor: 's' },
        { address: 'b', sensor: 's' },
      ],
    });
    expect(twice.error?.issues[0]?.path).toEqual(['agents', 1, 'sensor']);
    expect(problems({ address: 'a', site: 'demo' })[0]).toMatch(/demonstration/);
  });
});
