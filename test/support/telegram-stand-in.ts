import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { freePort } from './free-port.ts';
import { readTelegramHtml } from './telegram-html.ts';

/** What the stand-in does with one request instead of answering it as it should. */
type Misbehaviour =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly description?: string;
    }
  /** Status 200 and `ok: false`. */
  | { readonly kind: 'not-ok'; readonly body: object }
  | { readonly kind: 'truncated-json' }
  | { readonly kind: 'hang' }
  /** Sends the headers and half of the body, and then nothing. */
  | { readonly kind: 'hang-in-body' };

interface SentMessage {
  readonly chatId: string;
  /** As a person sees it. */
  readonly text: string;
  readonly html: string;
}

export interface TelegramStandIn {
  readonly apiRoot: string;
  /** Messages that were accepted. */
  readonly messages: readonly SentMessage[];
  /** Every request with a body, accepted or not. */
  readonly requestCount: () => number;
  /** The next requests meet these, in order; those after them are answered as they should be. */
  misbehave(...next: readonly Misbehaviour[]): void;
  stop(): Promise<void>;
}

const MAX_TEXT_LENGTH = 4096;

const sendMessageSchema = z.object({
  chat_id: z.union([z.string(), z.number()]),
  text: z.string().min(1),
  parse_mode: z.literal('HTML'),
});

interface Reply {
  readonly status: number;
  readonly body: object;
}

/** Speaks as much of the Bot API as Telltale uses, and checks what it is sent as strictly as Telegram does. */
export async function startTelegramStandIn(account: {
  readonly token: string;
  readonly chatIds: readonly string[];
}): Promise<TelegramStandIn> {
  const messages: SentMessage[] = [];
  const misbehaviours: Misbehaviour[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      requests += 1;
      const misbehaviour = misbehaviours.shift();
      if (misbehaviour !== undefined) return play(misbehaviour, response);
      return send(response, answer(account, request, body, messages));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    messages,
    requestCount: () => requests,
    misbehave: (...next) => {
      misbehaviours.push(...next);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  account: { readonly token: string; readonly chatIds: readonly string[] },
  request: IncomingMessage,
  body: string,
  messages: SentMessage[],
): Reply {
  if (!request.url?.startsWith(`/bot${account.token}/`)) return refusal(401, 'Unauthorized');
  if (request.url === `/bot${account.token}/getMe`) {
    return { status: 200, body: { ok: true, result: { id: 1, is_bot: true, first_name: 'Telltale' } } };
  }
  if (request.url !== `/bot${account.token}/sendMessage`) return refusal(404, 'Not Found: method not found');
  if (request.method !== 'POST') return refusal(405, 'Method Not Allowed');
  if (request.headers['content-type'] !== 'application/json') return refusal(400, 'Bad Request: not JSON');
  const parsed = sendMessageSchema.safeParse(JSON.parse(body));
  if (!parsed.success) return refusal(400, `Bad Request: ${parsed.error.message}`);
  const { chat_id: chatId, text: html } = parsed.data;
  if (!account.chatIds.includes(String(chatId))) return refusal(400, 'Bad Request: chat not found');
  try {
    const text = readTelegramHtml(html);
    if (/\p{Cs}|\0/u.test(html)) return refusal(400, 'Bad Request: strings must be encoded in UTF-8');
    if (text.length > MAX_TEXT_LENGTH) return refusal(400, 'Bad Request: message is too long');
    messages.push({ chatId: String(chatId), text, html });
    const chat = { id: Number(chatId), type: 'supergroup' };
    const sent = { message_id: messages.length, date: Math.floor(Date.now() / 1000), chat, text };
    return { status: 200, body: { ok: true, result: sent } };
  } catch (error) {
    return refusal(400, `Bad Request: can't parse entities: ${String(error)}`);
  }
}

function refusal(status: number, description: string, parameters?: object): Reply {
  return { status, body: { ok: false, error_code: status, description, parameters } };
}

function play(misbehaviour: Misbehaviour, response: ServerResponse): void {
  switch (misbehaviour.kind) {
    case 'status': {
      const { status, description, retryAfterSeconds } = misbehaviour;
      const parameters = retryAfterSeconds === undefined ? undefined : { retry_after: retryAfterSeconds };
      send(response, refusal(status, description ?? `status ${status}`, parameters));
      return;
    }
    case 'not-ok':
      send(response, { status: 200, body: misbehaviour.body });
      return;
    case 'truncated-json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true,"result":{"mess');
      return;
    case 'hang':
      return;
    case 'hang-in-body':
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"ok":true,');
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
