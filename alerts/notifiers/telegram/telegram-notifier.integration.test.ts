import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../test/support/free-port.ts';
import { HOSTILE_TEXTS } from '../../../test/support/hostile-texts.ts';
import { sampleMessage } from '../../../test/support/sample-message.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../../../test/support/telegram-stand-in.ts';
import { TelegramNotifier, type TelegramConfig } from './telegram-notifier.ts';

const TOKEN = '123456:TEST-token';
const CHATS = ['-1001', '42'];
const inTime = new AbortController().signal;

let standIn: TelegramStandIn;

beforeEach(async () => {
  standIn = await startTelegramStandIn({ token: TOKEN, chatIds: CHATS });
});

afterEach(async () => {
  await standIn.stop();
});

function notifierFor(config: Partial<TelegramConfig> = {}): TelegramNotifier {
  return new TelegramNotifier({ token: TOKEN, chatIds: ['42'], apiRoot: standIn.apiRoot, ...config });
}

async function failureOf(notifier: TelegramNotifier, signal: AbortSignal = inTime): Promise<unknown> {
  return notifier.notify(sampleMessage(), signal).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('TelegramNotifier', () => {
  it('sends the message to every chat', async () => {
    await notifierFor({ chatIds: CHATS }).notify(sampleMessage(), inTime);
    expect(standIn.messages.map(({ chatId }) => chatId)).toEqual(CHATS);
    expect(standIn.messages[0]?.text).toBe(
      '[P1] motion at door 4, 30 s unhandled, lab\nmotion at door 4\nOpened 2023-11-14 22:13:20 UTC',
    );
  });

  it.each(HOSTILE_TEXTS)('delivers a name with %s without harm', async (_what, text) => {
    await notifierFor().notify(sampleMessage({ subject: text, text, url: `http://console/${text}` }), inTime);
    expect(standIn.messages).toHaveLength(1);
  });

  it('sends a retry only to the chats that did not get the message', async () => {
    const notifier = notifierFor({ chatIds: CHATS });
    standIn.misbehave({ kind: 'status', status: 500 });
    await expect(notifier.notify(sampleMessage(), inTime)).rejects.toMatchObject({ retryable: true });
    await notifier.notify(sampleMessage(), inTime);
    expect(standIn.messages.map(({ chatId }) => chatId)).toEqual(['42', '-1001']);
  });

  it('reaches the other chats when one is wrong, and reports that one', async () => {
    const failure = await failureOf(notifierFor({ chatIds: ['7', '42'] }));
    expect(failure).toMatchObject({ reason: 'client', retryable: false, remedy: expect.stringContaining('correct 7') });
    expect(standIn.messages.map(({ chatId }) => chatId)).toEqual(['42']);
  });
});

describe('TelegramNotifier, refused', () => {
  it('hands on how long it has to wait', async () => {
    standIn.misbehave({ kind: 'status', status: 429, retryAfterSeconds: 17 });
    expect(await failureOf(notifierFor())).toMatchObject({
      reason: 'rate-limited',
      retryable: true,
      retryAfterSeconds: 17,
    });
  });

  it('says how to correct a wrong token, and does not repeat it', async () => {
    const failure = await failureOf(notifierFor({ token: '9:wrong-token' }));
    expect(failure).toMatchObject({
      reason: 'authentication',
      retryable: false,
      remedy: expect.stringContaining('notifiers.telegram.token'),
    });
    expect(String(failure)).not.toContain('wrong-token');
  });

  it('says what to do about a chat that blocked the bot', async () => {
    standIn.misbehave({ kind: 'status', status: 403, description: 'Forbidden: bot was blocked by the user' });
    expect(await failureOf(notifierFor())).toMatchObject({
      retryable: false,
      remedy: expect.stringContaining('let chat 42 unblock the bot'),
    });
  });

  it('names the new number of a group that moved', async () => {
    const parameters = { migrate_to_chat_id: -100777 };
    standIn.misbehave({ kind: 'not-ok', body: { ok: false, error_code: 400, description: 'upgraded', parameters } });
    expect(await failureOf(notifierFor())).toMatchObject({ remedy: expect.stringContaining('by -100777') });
  });

  it.each([
    ['no code', { ok: false }],
    ['nonsense in every field', { ok: false, error_code: 'x', description: 5, parameters: 'y' }],
  ])('takes a refusal with status 200 and %s as a fault of the server', async (_what, body) => {
    standIn.misbehave({ kind: 'not-ok', body });
    expect(await failureOf(notifierFor())).toMatchObject({ reason: 'server', retryable: true });
  });

  it('takes truncated JSON as a fault of the server', async () => {
    standIn.misbehave({ kind: 'truncated-json' });
    expect(await failureOf(notifierFor())).toMatchObject({ reason: 'server', retryable: true });
  });

  it.each(['hang', 'hang-in-body'] as const)('does not wait for a server that hangs (%s)', async (kind) => {
    standIn.misbehave({ kind });
    expect(await failureOf(notifierFor(), AbortSignal.timeout(50))).toMatchObject({
      reason: 'timeout',
      retryable: true,
    });
  });

  it('calls a closed port unreachable, without the token anywhere in the error', async () => {
    const failure = await failureOf(notifierFor({ apiRoot: `http://127.0.0.1:${await freePort()}` }));
    expect(failure).toMatchObject({ reason: 'unreachable', retryable: true });
    expect(failure instanceof Error ? `${failure.stack}${String(failure.cause)}` : '').not.toContain('TEST-token');
  });
});
