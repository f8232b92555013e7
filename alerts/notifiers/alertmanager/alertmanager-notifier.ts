import { Buffer } from 'node:buffer';
import type { Message, MessageKind, Notifier } from '../../../core/ports/notifier.ts';
import { connectionFailure, httpFailure, retryAfterSecondsOf } from '../../http-failure.ts';
import { alertOf, type Alert } from './alert.ts';

const MAX_REPLY_LENGTH = 1000;

export interface AlertmanagerConfig {
  /** Base address; a path is kept, credentials become a header. */
  readonly url: string;
  readonly repeatSeconds: number;
}

/** Posts the state of one event as one alert. Alertmanager forgets what is not repeated, hence `repeatSeconds`. */
export class AlertmanagerNotifier implements Notifier {
  readonly wants: ReadonlySet<MessageKind> = new Set(['escalated', 'still-open', 'closed', 'test']);
  readonly repeatSeconds: number;
  readonly #endpoint: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #service: string;

  constructor({ url, repeatSeconds }: AlertmanagerConfig) {
    const { endpoint, authorization } = parseBase(url);
    this.repeatSeconds = repeatSeconds;
    this.#endpoint = endpoint;
    this.#service = `Alertmanager at ${endpoint.host}`;
    this.#headers = { 'content-type': 'application/json', ...authorization };
  }

  async notify(message: Message, signal: AbortSignal): Promise<void> {
    await this.#post([alertOf(message, this.repeatSeconds)], signal);
  }

  /** No alerts are taken like some. */
  async verify(signal: AbortSignal): Promise<void> {
    await this.#post([], signal);
  }

  async stop(): Promise<void> {}

  async #post(alerts: readonly Alert[], signal: AbortSignal): Promise<void> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: this.#headers,
      body: JSON.stringify(alerts),
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      throw connectionFailure(this.#service, error, signal);
    });
    if (response.ok) {
      await response.body?.cancel();
      return;
    }
    throw httpFailure(this.#service, response.status, await beginningOf(response), {
      retryAfterSeconds: retryAfterSecondsOf(response.headers.get('retry-after')),
    });
  }
}

function parseBase(url: string): { endpoint: URL; authorization: Record<string, string> } {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const { username, password } = base;
  base.username = '';
  base.password = '';
  const endpoint = new URL('api/v2/alerts', base);
  if (username === '') return { endpoint, authorization: {} };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { endpoint, authorization: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } };
}

/** The reply's first piece: enough to explain, bounded whatever the other side sends. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  try {
    const { value } = await reader.read();
    return new TextDecoder().decode(value?.subarray(0, MAX_REPLY_LENGTH));
  } catch {
    return '';
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
