import { Failure, type FailureReason } from '../../core/failure.ts';

export interface GrafanaAddress {
  /** A path is kept: Grafana is often served below one. */
  readonly url: string;
  readonly token: string;
}

const TIMEOUT_MILLIS = 10_000;
const MAX_REASON_LENGTH = 300;

/** Speaks JSON with Grafana's HTTP API. What goes wrong becomes a `Failure` that says what to do. */
export class GrafanaClient {
  readonly #base: URL;
  readonly #token: string;

  constructor({ url, token }: GrafanaAddress) {
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`);
    this.#token = token;
  }

  /** What is there, or `undefined` where nothing is. */
  async find(path: string): Promise<unknown> {
    const response = await this.#request('GET', path);
    if (response.status === 404) {
      await response.body?.cancel();
      return undefined;
    }
    return await this.#answer(response, path);
  }

  async send(method: 'POST' | 'PUT', path: string, body: object): Promise<unknown> {
    return await this.#answer(await this.#request(method, path, body), path);
  }

  async #request(method: string, path: string, body?: object): Promise<Response> {
    try {
      return await fetch(new URL(path, this.#base), {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${this.#token}`,
          // What the provisioning API sets stays editable in Grafana's own pages.
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'x-disable-provenance': 'true' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      });
    } catch (cause) {
      const isLate = cause instanceof Error && cause.name === 'TimeoutError';
      throw new Failure(`Grafana at ${this.#base.origin} ${isLate ? 'does not answer' : 'cannot be reached'}`, {
        reason: isLate ? 'timeout' : 'unreachable',
        retryable: true,
        remedy: 'Check grafana.url (TELLTALE_GRAFANA_URL), and that Grafana is up and reachable from here.',
      });
    }
  }

  async #answer(response: Response, path: string): Promise<unknown> {
    const text = await response.text();
    const answer = parseJson(text);
    if (response.ok && answer !== undefined) return answer;
    throw refusal(response.status, path, reasonIn(answer));
  }
}

interface Explanation {
  readonly reason: FailureReason;
  readonly remedy: string;
}

function refusal(status: number, path: string, said: string): Failure {
  const { reason, remedy } = explanationOf(status, path);
  return new Failure(`Grafana answered ${status} to ${path}${said === '' ? '' : `: ${said}`}`, {
    reason,
    retryable: status >= 500,
    remedy,
  });
}

function explanationOf(status: number, path: string): Explanation {
  if (status === 401) {
    return {
      reason: 'authentication',
      remedy:
        'The token is wrong or has expired: make another under Administration, Service accounts (TELLTALE_GRAFANA_TOKEN).',
    };
  }
  if (status === 403) {
    return {
      reason: 'refused',
      remedy: `The service account may not do this: give it the role Admin, or the rights to ${rightsFor(path)}.`,
    };
  }
  if (status >= 500) return { reason: 'server', remedy: 'See the log of Grafana, then push again.' };
  if (status < 400 || status === 404) {
    return {
      reason: 'configuration',
      remedy: 'Check that grafana.url (TELLTALE_GRAFANA_URL) is the address of Grafana itself.',
    };
  }
  return { reason: 'client', remedy: 'Grafana does not take what was sent: report it with this text and its version.' };
}

function rightsFor(path: string): string {
  if (path.startsWith('api/datasources')) return 'read and write data sources';
  if (path.startsWith('api/folders')) return 'read and write folders';
  if (path.startsWith('api/dashboards')) return 'read and write dashboards in the folder';
  return 'read and write contact points';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonIn(answer: unknown): string {
  const said = typeof answer === 'object' && answer !== null && 'message' in answer ? String(answer.message) : '';
  return said.replaceAll(/\s+/g, ' ').slice(0, MAX_REASON_LENGTH);
}
