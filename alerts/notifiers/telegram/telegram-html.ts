import type { Message } from '../../../core/ports/notifier.ts';
import { multiLine, singleLine } from '../../plain-text.ts';

/** Telegram's limit, counted by it after the entities are read; counted here before, which is never less. */
export const MAX_TEXT_LENGTH = 4096;
const MAX_SUBJECT_LENGTH = 300;
const MAX_URL_LENGTH = 500;

/** The message in Telegram's HTML: subject in bold, text, address. The text gives way when it gets too long. */
export function telegramHtml(message: Message): string {
  const head = `<b>${escaped(singleLine(message.subject, MAX_SUBJECT_LENGTH), Infinity)}</b>`;
  const address = singleLine(message.url ?? '', MAX_URL_LENGTH);
  const tail = address === '' ? '' : `\n${escaped(address, Infinity)}`;
  const budget = MAX_TEXT_LENGTH - head.length - tail.length - 1;
  return `${head}\n${escaped(multiLine(message.text, MAX_TEXT_LENGTH), budget)}${tail}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes as much as fits into `budget` UTF-16 units, whole characters and whole entities. */
function escaped(text: string, budget: number): string {
  let html = '';
  for (const character of text) {
    const piece = ENTITIES[character] ?? character;
    if (html.length + piece.length >= budget) return `${html}…`;
    html += piece;
  }
  return html;
}
