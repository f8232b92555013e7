import { describe, expect, it } from 'vitest';
import type { Logger } from '../../../core/ports/logger.ts';
import { HOSTILE_TEXTS } from '../../../test/support/hostile-texts.ts';
import { sampleMessage } from '../../../test/support/sample-message.ts';
import { LogNotifier } from './log-notifier.ts';

function setUp() {
  const lines: { level: string; fields: object; message: string }[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  const logger: Logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => logger,
  };
  return { notifier: new LogNotifier(logger), lines };
}

describe('LogNotifier', () => {
  it('writes an escalation as a warning, with the event and the text', async () => {
    const { notifier, lines } = setUp();
    await notifier.notify(sampleMessage({ url: 'http://console/events/event-1' }));
    expect(lines).toEqual([
      {
        level: 'warn',
        message: '[P1] motion at door 4, 30 s unhandled, lab',
        fields: {
          messageId: 'event-1:escalated:2:notifier',
          kind: 'escalated',
          eventId: 'event-1',
          text: 'motion at door 4\nOpened 2023-11-14 22:13:20 UTC',
          url: 'http://console/events/event-1',
        },
      },
    ]);
  });

  it('writes what follows as information', async () => {
    const { notifier, lines } = setUp();
    await notifier.notify(sampleMessage({ kind: 'closed' }));
    expect(lines[0]?.level).toBe('info');
  });

  it.each(HOSTILE_TEXTS)('writes a name with %s as one bounded line', async (_what, text) => {
    const { notifier, lines } = setUp();
    await notifier.notify(sampleMessage({ subject: text, text }));
    expect(lines[0]?.message.length).toBeLessThanOrEqual(300);
    expect(lines[0]?.message).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
    expect(JSON.stringify(lines[0]?.fields).length).toBeLessThan(10_000);
  });
});
