import { compress } from 'snappyjs';
import type { Failure } from '../../../core/failure.ts';
import type { Exporter, ExporterContext, ExporterLimits, ExportRows } from '../../../core/ports/exporter.ts';
import { prometheusSeries } from '../../../core/prometheus-names.ts';
import { answerFailure, connectionFailure, retryAfterSecondsOf } from '../../export/service-failure.ts';
import { WriteRequestEncoder } from './write-request.ts';

export interface RemoteWriteConfig {
  /** Where it writes; credentials in it become a header. */
  readonly url: string;
  readonly bearerToken: string | undefined;
  /** `X-Scope-OrgID` of Mimir, Cortex and Loki. */
  readonly tenant: string | undefined;
  readonly metricPrefix: string;
  readonly limits: ExporterLimits;
}

const MAX_ANSWER_CHARACTERS = 2000;
/** What Prometheus says about samples; it says it of too old ones with status 500, where a retry would last for ever. */
const ABOUT_SAMPLES = /too old sample|out of order sample|out of bounds|duplicate sample/i;

/** Prometheus remote write 1.0: protobuf in snappy's block format. */
export class RemoteWriteExporter implements Exporter {
  readonly limits: ExporterLimits;
  readonly #endpoint: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #service: string;
  readonly #encoder: WriteRequestEncoder;

  constructor(config: RemoteWriteConfig, { seriesOf }: ExporterContext) {
    const { endpoint, authorization } = parseUrl(config);
    this.limits = config.limits;
    this.#endpoint = endpoint;
    this.#service = `remote write at ${endpoint.host}`;
    this.#headers = {
      'content-type': 'application/x-protobuf',
      'content-encoding': 'snappy',
      'x-prometheus-remote-write-version': '0.1.0',
      ...(authorization === undefined ? {} : { authorization }),
      ...(config.tenant === undefined ? {} : { 'x-scope-orgid': config.tenant }),
    };
    this.#encoder = new WriteRequestEncoder((seriesId) => {
      const series = seriesOf(seriesId);
      return series === undefined ? undefined : prometheusSeries(series, seriesId < 0 ? '' : config.metricPrefix);
    });
  }

  async send(rows: ExportRows, signal: AbortSignal): Promise<void> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: this.#headers,
      body: new Uint8Array(compress(this.#encoder.encode(rows))),
      redirect: 'manual',
      signal,
    }).catch((cause: unknown) => {
      throw connectionFailure(this.#service, cause, signal);
    });
    if (response.ok) {
      await response.body?.cancel();
      return;
    }
    throw this.#failureOf(response, await beginningOf(response));
  }

  async stop(): Promise<void> {}

  #failureOf({ status, headers }: Response, text: string): Failure {
    const retryAfterSeconds = retryAfterSecondsOf(headers.get('retry-after'));
    const isAboutSamples = status >= 500 && ABOUT_SAMPLES.test(text);
    return answerFailure(this.#service, { status: isAboutSamples ? 400 : status, text, retryAfterSeconds });
  }
}

function parseUrl({ url, bearerToken }: RemoteWriteConfig): { endpoint: URL; authorization: string | undefined } {
  const endpoint = new URL(url);
  const { username, password } = endpoint;
  endpoint.username = '';
  endpoint.password = '';
  if (bearerToken !== undefined) return { endpoint, authorization: `Bearer ${bearerToken}` };
  if (username === '') return { endpoint, authorization: undefined };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { endpoint, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** The answer's first piece: enough to explain, bounded whatever the other side sends. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  try {
    const { value } = await reader.read();
    return new TextDecoder().decode(value?.subarray(0, MAX_ANSWER_CHARACTERS));
  } catch {
    return '';
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
