export interface ServerAddress {
  readonly baseUrl: string;
  readonly token: string | undefined;
}

const TIMEOUT_MILLIS = 15_000;
const MAX_DETAIL_LENGTH = 300;

/** Telltale said no, or nothing. `status` is a few words for beside the node, `message` all that was said and what to do. */
export class TelltaleError extends Error {
  readonly status: string;

  constructor(message: string, status: string) {
    super(message);
    this.name = 'TelltaleError';
    this.status = status;
  }
}

/** Asks Telltale's HTTP interface. */
export class TelltaleApi {
  readonly #address: ServerAddress;

  constructor(address: ServerAddress) {
    this.#address = address;
  }

  async get(path: string): Promise<unknown> {
    return await this.#request(path, { method: 'GET' });
  }

  async post(path: string, body: object): Promise<unknown> {
    return await this.#request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #request(path: string, init: RequestInit): Promise<unknown> {
    const { baseUrl, token } = this.#address;
    const headers = new Headers(init.headers);
    headers.set('accept', 'application/json');
    if (token) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(new URL(path, baseUrl), {
      ...init,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    }).catch((cause: unknown) => {
      throw new TelltaleError(`Telltale at ${baseUrl} cannot be reached: ${reasonOf(cause)}`, reasonOf(cause));
    });
    const answer = parseJson(await response.text());
    if (response.ok) return answer;
    throw new TelltaleError(
      `Telltale answered ${response.status}: ${explanationIn(answer)}`,
      `HTTP ${response.status}`,
    );
  }
}

/** Fetch says "fetch failed" and hides the code that tells why in the cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.message;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function explanationIn(answer: unknown): string {
  if (!isRecord(answer)) return 'no explanation';
  const said = [answer['detail'] ?? answer['title'], answer['remedy'], ...problemsIn(answer['problems'])];
  return said
    .filter((part) => typeof part === 'string')
    .join(' ')
    .slice(0, MAX_DETAIL_LENGTH);
}

function problemsIn(problems: unknown): readonly string[] {
  if (!Array.isArray(problems)) return [];
  return problems.filter(isRecord).map(({ path, remedy }) => `${String(path)}: ${String(remedy)}`);
}
