import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../../test/support/hostile-texts.ts';
import { sampleMessage } from '../../../test/support/sample-message.ts';
import { readTelegramHtml } from '../../../test/support/telegram-html.ts';
import { MAX_TEXT_LENGTH, telegramHtml } from './telegram-html.ts';

describe('telegramHtml', () => {
  it('puts the subject in bold, the text below and the address last', () => {
    const html = telegramHtml(sampleMessage({ subject: 'S & P', text: 'a < b', url: 'http://console/events/1?a&b' }));
    expect(html).toBe('<b>S &amp; P</b>\na &lt; b\nhttp://console/events/1?a&amp;b');
  });

  it.each(HOSTILE_TEXTS)('stays valid and within the limit with %s', (_what, text) => {
    const html = telegramHtml(sampleMessage({ subject: text, text, url: `http://console/${text}` }));
    expect(html.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(() => readTelegramHtml(html)).not.toThrow();
    expect(html).not.toMatch(/\p{Cs}/u);
  });

  it('cuts the text between characters and entities, wherever the limit falls', () => {
    const character = constantFrom('&', '<', 'x', '\u{1F6A8}', '\n');
    assert(
      property(array(character, { minLength: 700, maxLength: 4500 }), (characters) => {
        const html = telegramHtml(sampleMessage({ text: characters.join('') }));
        expect(html.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
        expect(() => readTelegramHtml(html)).not.toThrow();
        expect(html).not.toMatch(/\p{Cs}/u);
      }),
      { numRuns: 100 },
    );
  });

  it('shows that something was cut', () => {
    expect(telegramHtml(sampleMessage({ text: 'x'.repeat(5000) }))).toMatch(/x…$/);
  });
});
