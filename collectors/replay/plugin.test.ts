import { describe, expect, it } from 'vitest';
import plugin from './plugin.ts';

describe('the replay plug-in', () => {
  it('plays the demonstration unless it is switched off', () => {
    expect(plugin.isEnabled(plugin.configSchema.parse({}))).toBe(true);
    for (const off of [false, '0', 'false']) {
      expect(plugin.isEnabled(plugin.configSchema.parse({ demo: off }))).toBe(false);
    }
    expect(plugin.environment).toEqual({ TELLTALE_DEMO: 'demo' });
  });

  it('plays files without the demonstration', () => {
    const config = plugin.configSchema.parse({ demo: false, files: [{ path: 'a.csv', site: 'lab' }] });
    expect(plugin.isEnabled(config)).toBe(true);
    expect(config.files[0]).toMatchObject({ speed: 1, loop: false, metric: 'value' });
  });

  it('keeps real files off the demonstration site', () => {
    const config = { files: [{ path: 'a.csv', site: 'demo' }] };
    expect(() => plugin.configSchema.parse(config)).toThrow('kept for the demonstration');
  });
});
