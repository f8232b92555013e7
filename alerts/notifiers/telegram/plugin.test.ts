import { describe, expect, it } from 'vitest';
import plugin from './plugin.ts';

function problemsOf(settings: object): string[] {
  const result = plugin.configSchema.safeParse(settings);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the settings of the telegram notifier', () => {
  it('are off by default', () => {
    expect(plugin.isEnabled(plugin.configSchema.parse({}))).toBe(false);
  });

  it('take chats from a list of numbers or from the environment', () => {
    const token = '123456:TEST';
    expect(plugin.configSchema.parse({ token, chatIds: [-1001234567890, 42] })).toMatchObject({
      chatIds: ['-1001234567890', '42'],
    });
    const config = plugin.configSchema.parse({ token, chatIds: '-1001234567890, @site_alarms' });
    expect(config).toMatchObject({ chatIds: ['-1001234567890', '@site_alarms'] });
    expect(plugin.isEnabled(config)).toBe(true);
    expect(JSON.stringify(config)).not.toContain(token);
  });

  it('say what is missing and what is wrong', () => {
    expect(problemsOf({ token: '123456:TEST' })).toEqual([
      'chatIds: name at least one chat, here or in TELLTALE_TELEGRAM_CHAT_IDS',
    ]);
    expect(problemsOf({ token: '../evil', chatIds: [1] })).toEqual([
      'token: must be a bot token as @BotFather gives it: digits, a colon, letters',
    ]);
    expect(problemsOf({ chatIds: ['ana'] })).toEqual([
      'chatIds.0: must be a chat number such as -1001234567890 or a channel @name',
    ]);
  });
});
