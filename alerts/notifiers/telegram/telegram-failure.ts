import { TelegramError } from 'telegraf';
import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import { connectionFailure, httpFailure } from '../../http-failure.ts';

const SERVICE = 'Telegram';

/** What a refused or lost `sendMessage` means. Causes are not kept: telegraf's stacks hold the token. */
export function telegramFailure(error: unknown, chatId: string, signal: AbortSignal): Failure {
  if (error instanceof TelegramError) return refusal(error, chatId);
  if (!signal.aborted && isUnreadableReply(error)) {
    return new Failure(`${SERVICE} answered with something that is not JSON`, {
      reason: 'server',
      retryable: true,
      remedy: 'check notifiers.telegram.apiRoot, and proxies on the way',
    });
  }
  return connectionFailure(SERVICE, error, signal);
}

/** What the Bot API says when it refuses; whatever is not as documented counts as not said. */
const replySchema = z.object({
  error_code: z.int().catch(500),
  description: z.string().catch(''),
  parameters: z
    .object({
      retry_after: z.number().nonnegative().optional().catch(undefined),
      migrate_to_chat_id: z.number().optional().catch(undefined),
    })
    .catch({}),
});

type Reply = z.output<typeof replySchema>;

function refusal(error: TelegramError, chatId: string): Failure {
  const reply = replySchema.parse(error.response);
  return httpFailure(SERVICE, reply.error_code, reply.description, {
    retryAfterSeconds: reply.parameters.retry_after,
    remedy: remedyFor(reply, chatId),
  });
}

function remedyFor(reply: Reply, chatId: string): string | undefined {
  const { error_code: code, description, parameters } = reply;
  if (parameters.migrate_to_chat_id !== undefined) {
    return `replace chat ${chatId} by ${parameters.migrate_to_chat_id} in notifiers.telegram.chatIds`;
  }
  if (code === 401 || code === 404) return 'correct notifiers.telegram.token: @BotFather shows it';
  if (code === 403) return `let chat ${chatId} unblock the bot, or remove it from notifiers.telegram.chatIds`;
  if (code === 400 && description.includes('chat not found')) {
    return `correct ${chatId} in notifiers.telegram.chatIds; people have to write to the bot first, groups to add it`;
  }
  return undefined;
}

/** node-fetch's own name for a body that does not parse. */
function isUnreadableReply(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'invalid-json';
}
