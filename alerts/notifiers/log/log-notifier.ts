import type { Logger } from '../../../core/ports/logger.ts';
import type { Message, MessageKind, Notifier } from '../../../core/ports/notifier.ts';
import { multiLine, singleLine } from '../../plain-text.ts';

const MAX_SUBJECT_LENGTH = 300;
const MAX_TEXT_LENGTH = 4000;

/** Always there, so that a message is somewhere even when no service is configured. */
export class LogNotifier implements Notifier {
  readonly wants: ReadonlySet<MessageKind> = new Set(['reminder', 'escalated', 'taken', 'closed', 'test']);
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  async notify(message: Message): Promise<void> {
    const fields = {
      messageId: message.id,
      kind: message.kind,
      eventId: message.event.id,
      text: multiLine(message.text, MAX_TEXT_LENGTH),
      url: message.url,
    };
    const subject = singleLine(message.subject, MAX_SUBJECT_LENGTH);
    if (message.kind === 'escalated') this.#logger.warn(fields, subject);
    else this.#logger.info(fields, subject);
  }

  async stop(): Promise<void> {}
}
