import { describe, expect, it } from 'vitest';
import plugin from './plugin.ts';

function problemsOf(settings: object): string[] {
  const result = plugin.configSchema.safeParse(settings);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the settings of the email notifier', () => {
  it('are off by default', () => {
    expect(plugin.isEnabled(plugin.configSchema.parse({}))).toBe(false);
  });

  it('are on with a server and recipients, as the environment gives them', () => {
    const config = plugin.configSchema.parse({ url: 'smtp://localhost:25', to: 'ana@site.example, ben@site.example' });
    expect(plugin.isEnabled(config)).toBe(true);
    expect(config).toMatchObject({ to: ['ana@site.example', 'ben@site.example'] });
    expect(JSON.stringify(config)).not.toContain('smtp://');
  });

  it('say what is missing and what is wrong', () => {
    expect(problemsOf({ url: 'smtp://localhost' })).toEqual([
      'to: name at least one recipient, here or in TELLTALE_SMTP_TO',
    ]);
    expect(problemsOf({ url: 'localhost:25', to: ['ana@site.example'] })).toEqual([
      'url: must be an address that begins with smtp:// or smtps://',
    ]);
    expect(problemsOf({ to: ['ana\r\nBcc: x@site.example'] })).toEqual([
      'to.0: must be an e-mail address such as guard@example.org',
    ]);
  });
});
