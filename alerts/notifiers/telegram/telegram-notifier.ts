import { Telegram } from 'telegraf';
import type { Failure } from '../../../core/failure.ts';
import type { Message, MessageKind, Notifier } from '../../../core/ports/notifier.ts';
import { telegramFailure } from './telegram-failure.ts';
import { telegramHtml } from './telegram-html.ts';

export interface TelegramConfig {
  readonly token: string;
  readonly chatIds: readonly string[];
  readonly apiRoot: string;
}

/** telegraf is typed for an older AbortSignal; Node's own is the same at run time. */
type CallOptions = NonNullable<Parameters<Telegram['callApi']>[2]>;

/** Sends the same text to every chat; a chat that fails does not keep the others from getting it. */
export class TelegramNotifier implements Notifier {
  readonly wants: ReadonlySet<MessageKind> = new Set(['reminder', 'escalated', 'taken', 'closed', 'test']);
  readonly #telegram: Telegram;
  readonly #chatIds: readonly string[];
  /** Of the message sent last: a retry goes only to the chats that have no outcome yet. */
  #progress: { readonly messageId: string; readonly refusals: Map<string, Failure | undefined> } = {
    messageId: '',
    refusals: new Map(),
  };

  constructor({ token, chatIds, apiRoot }: TelegramConfig) {
    this.#telegram = new Telegram(token, { apiRoot });
    this.#chatIds = chatIds;
  }

  async notify(message: Message, signal: AbortSignal): Promise<void> {
    const refusals = this.#refusalsOf(message.id);
    const text = telegramHtml(message);
    let worthAnotherTry: Failure | undefined;
    for (const chatId of this.#chatIds) {
      if (refusals.has(chatId) || signal.aborted) continue;
      const failure = await this.#send(chatId, text, signal);
      if (failure?.retryable === true) worthAnotherTry = longerWait(worthAnotherTry, failure);
      else refusals.set(chatId, failure);
    }
    if (worthAnotherTry !== undefined) throw worthAnotherTry;
    for (const refusal of refusals.values()) if (refusal !== undefined) throw refusal;
  }

  /** The token is known; whether the chats are, only a message tells. */
  async verify(signal: AbortSignal): Promise<void> {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see CallOptions
      await this.#telegram.callApi('getMe', {}, { signal } as CallOptions);
    } catch (error) {
      throw telegramFailure(error, '', signal);
    }
  }

  async stop(): Promise<void> {}

  #refusalsOf(messageId: string): Map<string, Failure | undefined> {
    if (this.#progress.messageId !== messageId) this.#progress = { messageId, refusals: new Map() };
    return this.#progress.refusals;
  }

  async #send(chatId: string, text: string, signal: AbortSignal): Promise<Failure | undefined> {
    try {
      await this.#telegram.callApi(
        'sendMessage',
        { chat_id: chatId, text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see CallOptions
        { signal } as CallOptions,
      );
      return undefined;
    } catch (error) {
      return telegramFailure(error, chatId, signal);
    }
  }
}

function longerWait(known: Failure | undefined, other: Failure): Failure {
  return known === undefined || (other.retryAfterSeconds ?? 0) > (known.retryAfterSeconds ?? 0) ? other : known;
}
