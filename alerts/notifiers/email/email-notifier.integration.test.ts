import { afterEach, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../../test/support/hostile-texts.ts';
import { sampleMessage } from '../../../test/support/sample-message.ts';
import { sampleEvent } from '../../../test/support/sample-records.ts';
import {
  startSmtpServer,
  type RunningSmtpServer,
  type SmtpServerBehaviour,
} from '../../../test/support/smtp-server.ts';
import { freePort } from '../../../test/support/free-port.ts';
import { EmailNotifier, type EmailConfig } from './email-notifier.ts';

const inTime = new AbortController().signal;
let server: RunningSmtpServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function setUp(behaviour: SmtpServerBehaviour = {}, config: Partial<EmailConfig> = {}) {
  server = await startSmtpServer(behaviour);
  const notifier = new EmailNotifier({
    url: `smtp://127.0.0.1:${server.port}`,
    from: 'telltale@site.example',
    to: ['ana@site.example', 'ben@site.example'],
    ...config,
  });
  return { notifier, server };
}

describe('EmailNotifier', () => {
  it('sends a plain-text mail to every recipient', async () => {
    const { notifier, server } = await setUp();
    await notifier.notify(sampleMessage(), inTime);
    const [mail] = await server.received(1);
    expect(mail?.to).toEqual(['ana@site.example', 'ben@site.example']);
    expect(mail?.from).toBe('telltale@site.example');
    expect(mail?.parsed.subject).toBe('[P1] motion at door 4, 30 s unhandled, lab');
    expect(mail?.parsed.text?.trim()).toBe('motion at door 4\nOpened 2023-11-14 22:13:20 UTC');
    expect(mail?.parsed.date).toBe('2023-11-14T22:13:50.000Z');
    expect(mail?.parsed.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted' }));
  });

  it('threads the mails of one event and keeps other events apart', async () => {
    const { notifier, server } = await setUp();
    await notifier.notify(sampleMessage(), inTime);
    await notifier.notify(sampleMessage({ id: 'event-1:closed:3:email', kind: 'closed' }), inTime);
    await notifier.notify(sampleMessage({ event: sampleEvent({ id: 'event-2' }) }), inTime);
    const [escalated, closed, other] = (await server.received(3)).map(({ parsed }) => parsed);
    expect(closed?.inReplyTo).toBe(escalated?.messageId);
    expect(closed?.references).toBe(escalated?.messageId);
    expect(closed?.messageId).not.toBe(escalated?.messageId);
    expect(other?.messageId).not.toBe(escalated?.messageId);
    expect(other?.references).toBeUndefined();
  });

  it('gives a message that is sent again the same Message-ID', async () => {
    const { notifier, server } = await setUp();
    const closed = sampleMessage({ id: 'event-1:closed:3:email', kind: 'closed' });
    await notifier.notify(closed, inTime);
    await notifier.notify(closed, inTime);
    const [first, second] = await server.received(2);
    expect(second?.parsed.messageId).toBe(first?.parsed.messageId);
  });

  it.each(HOSTILE_TEXTS)('delivers a name with %s without harm', async (_what, text) => {
    const { notifier, server } = await setUp();
    const event = sampleEvent({ id: text, title: text });
    await notifier.notify(sampleMessage({ id: text, subject: text, text, event }), inTime);
    const [mail] = await server.received(1);
    expect(mail?.to).toEqual(['ana@site.example', 'ben@site.example']);
    expect(mail?.parsed.bcc).toBeUndefined();
    expect(mail?.parsed.subject?.length).toBeLessThanOrEqual(200);
    expect(mail?.parsed.text?.length).toBeLessThanOrEqual(20_001);
    expect(mail?.parsed.subject).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
    expect(mail?.raw.length).toBeLessThan(100_000);
  });

  it('logs in where the server wants it', async () => {
    const { server } = await setUp({ credentials: { user: 'tell', password: 's3cret' } });
    const notifier = new EmailNotifier({
      url: `smtp://tell:s3cret@127.0.0.1:${server.port}`,
      from: 'telltale@site.example',
      to: ['ana@site.example'],
    });
    await notifier.notify(sampleMessage(), inTime);
    expect(server.mails).toHaveLength(1);
  });
});

describe('EmailNotifier, refused', () => {
  it('calls wrong credentials an authentication failure, and does not repeat them', async () => {
    const { server } = await setUp({ credentials: { user: 'tell', password: 's3cret' } });
    const notifier = new EmailNotifier({
      url: `smtp://tell:wr0ng@127.0.0.1:${server.port}`,
      from: 'telltale@site.example',
      to: ['ana@site.example'],
    });
    const failure = await notifier.notify(sampleMessage(), inTime).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'authentication', retryable: false });
    expect(String(failure)).not.toContain('wr0ng');
  });

  it.each([
    [450, 'server', true],
    [550, 'refused', false],
  ] as const)('takes a reply of %d as "%s", retryable: %s', async (code, reason, retryable) => {
    const { notifier } = await setUp({ replyToRecipient: () => ({ code, text: 'no' }) });
    await expect(notifier.notify(sampleMessage(), inTime)).rejects.toMatchObject({ reason, retryable });
  });

  it.each([
    [450, true],
    [550, false],
  ])('names the one recipient that is refused with %d', async (code, retryable) => {
    const { notifier, server } = await setUp({
      replyToRecipient: (address) => (address.startsWith('ben') ? { code, text: 'no such user' } : undefined),
    });
    const failure = await notifier.notify(sampleMessage(), inTime).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      reason: 'refused',
      retryable,
      message: expect.stringContaining('ben@site.example'),
    });
    expect(server.mails).toHaveLength(1);
  });

  it('calls a closed port unreachable', async () => {
    const url = `smtp://127.0.0.1:${await freePort()}`;
    const notifier = new EmailNotifier({ url, from: 'a@site.example', to: ['b@site.example'] });
    await expect(notifier.notify(sampleMessage(), inTime)).rejects.toMatchObject({
      reason: 'unreachable',
      retryable: true,
    });
  });

  it('leaves a silent server when it is told to', async () => {
    const { notifier } = await setUp({ silent: true });
    const aborting = AbortSignal.timeout(50);
    await expect(notifier.notify(sampleMessage(), aborting)).rejects.toMatchObject({
      reason: 'timeout',
      retryable: true,
    });
  });

  it('demands encryption before it sends a password to another machine', async () => {
    const { server } = await setUp({ host: '127.0.0.2', credentials: { user: 'tell', password: 's3cret' } });
    const url = `smtp://tell:s3cret@127.0.0.2:${server.port}`;
    const notifier = new EmailNotifier({ url, from: 'a@site.example', to: ['b@site.example'] });
    await expect(notifier.notify(sampleMessage(), inTime)).rejects.toMatchObject({
      reason: 'configuration',
      retryable: false,
      remedy: expect.stringContaining('STARTTLS'),
    });
    expect(server.mails).toHaveLength(0);
  });
});
