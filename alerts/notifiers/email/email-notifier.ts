import { createHash } from 'node:crypto';
import { createTransport, type SendMailOptions, type SMTPSentMessageInfo, type Transporter } from 'nodemailer';
import type { Message, MessageKind, Notifier } from '../../../core/ports/notifier.ts';
import { multiLine, singleLine } from '../../plain-text.ts';
import { partialFailure, smtpFailure } from './smtp-failure.ts';

const MAX_SUBJECT_LENGTH = 200;
const MAX_TEXT_LENGTH = 20_000;
const MAX_ID_LENGTH = 100;
const SOCKET_TIMEOUT_MILLIS = 20_000;

export interface EmailConfig {
  /** `smtp:` or `smtps:`, with credentials where the server wants them. */
  readonly url: string;
  readonly from: string;
  readonly to: readonly string[];
}

/** One mail a message. The mails of one event reply to its first, so that mail programs keep them together. */
export class EmailNotifier implements Notifier {
  readonly wants: ReadonlySet<MessageKind> = new Set(['escalated', 'closed', 'test']);
  readonly #config: EmailConfig;
  readonly #transport: Transporter<SMTPSentMessageInfo>;

  constructor(config: EmailConfig) {
    this.#config = config;
    this.#transport = createTransport({
      url: config.url,
      ...(needsTls(new URL(config.url)) ? { requireTLS: true } : {}),
      connectionTimeout: SOCKET_TIMEOUT_MILLIS,
      greetingTimeout: SOCKET_TIMEOUT_MILLIS,
      socketTimeout: SOCKET_TIMEOUT_MILLIS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async notify(message: Message, signal: AbortSignal): Promise<void> {
    const { host } = new URL(this.#config.url);
    const info = await this.#transport.sendMail({ ...this.#mail(message), signal }).catch((error: unknown) => {
      throw smtpFailure(host, error, signal);
    });
    if (info.rejected.length > 0) throw partialFailure(host, info);
  }

  /** The server answers and knows the user. */
  async verify(signal: AbortSignal): Promise<void> {
    const { host } = new URL(this.#config.url);
    await this.#transport.verify().catch((error: unknown) => {
      throw smtpFailure(host, error, signal);
    });
  }

  async stop(): Promise<void> {
    this.#transport.close();
  }

  #mail(message: Message): SendMailOptions {
    const first = this.#messageId(message.event.id);
    const isFirst = message.kind === 'escalated';
    return {
      from: { name: 'Telltale', address: this.#config.from },
      to: [...this.#config.to],
      subject: singleLine(message.subject, MAX_SUBJECT_LENGTH),
      text: multiLine(message.text, MAX_TEXT_LENGTH),
      date: new Date(message.sentAtMillis),
      messageId: isFirst ? first : this.#messageId(message.id),
      ...(isFirst ? {} : { inReplyTo: first, references: first }),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Telltale-Event': singleLine(message.event.id, MAX_ID_LENGTH),
      },
    };
  }

  /** The same for the same id: a mail that is sent again after a crash is recognised as the same one. */
  #messageId(id: string): string {
    const digest = createHash('sha256').update(id).digest('hex').slice(0, 32);
    const domain = this.#config.from.slice(this.#config.from.lastIndexOf('@') + 1);
    return `<${digest}@${domain}>`;
  }
}

/** A password never crosses a network in the clear; the address can say otherwise with `?ignoreTLS=true`. */
function needsTls(url: URL): boolean {
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'smtp:' && url.username !== '' && !isLoopback && !url.searchParams.has('ignoreTLS');
}
