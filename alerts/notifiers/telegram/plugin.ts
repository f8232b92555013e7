import { z } from 'zod';
import type { NotifierPlugin } from '../../../core/ports/notifier.ts';
import { Secret } from '../../../core/secret.ts';
import { listSetting } from '../../setting-types.ts';
import { TelegramNotifier } from './telegram-notifier.ts';

const token = z
  .string()
  .regex(/^\d+:[\w-]+$/, { error: 'must be a bot token as @BotFather gives it: digits, a colon, letters' })
  .transform((text) => new Secret(text));

const chatId = z.coerce
  .string()
  .regex(/^(-?\d{1,20}|@\w{4,40})$/, { error: 'must be a chat number such as -1001234567890 or a channel @name' });

const configSchema = z
  .strictObject({
    token: token.optional().describe('Bot token from @BotFather.'),
    chatIds: listSetting(chatId).prefault([]).describe('Chats that get the messages.'),
    apiRoot: z
      .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
      .default('https://api.telegram.org')
      .describe('Address of the Bot API.'),
  })
  .refine(({ token, chatIds }) => token === undefined || chatIds.length > 0, {
    path: ['chatIds'],
    error: 'name at least one chat, here or in TELLTALE_TELEGRAM_CHAT_IDS',
  });

const plugin: NotifierPlugin<z.output<typeof configSchema>> = {
  kind: 'telegram',
  summary: 'Sends messages to Telegram chats.',
  configSchema,
  environment: {
    TELLTALE_TELEGRAM_TOKEN: 'token',
    TELLTALE_TELEGRAM_CHAT_IDS: 'chatIds',
    TELLTALE_TELEGRAM_API_ROOT: 'apiRoot',
  },
  isEnabled: ({ token }) => token !== undefined,
  create: ({ token, chatIds, apiRoot }) => new TelegramNotifier({ token: token?.reveal() ?? '', chatIds, apiRoot }),
};

export default plugin;
