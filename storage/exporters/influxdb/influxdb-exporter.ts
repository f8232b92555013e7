import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import type { Exporter, ExporterContext, ExporterLimits, ExportRows } from '../../../core/ports/exporter.ts';
import type { SeriesId } from '../../../core/series.ts';
import { answerFailure, connectionFailure } from '../../export/service-failure.ts';
import { lineHead } from './line-text.ts';

/** Without it the client writes to the console. */
async function handOn(error: Error): Promise<void> {
  throw error;
}

export interface InfluxdbConfig {
  readonly url: string;
  readonly token: string | undefined;
  readonly org: string;
  readonly bucket: string;
  readonly limits: ExporterLimits;
}

/** The runner's own timeout comes first; this one only frees the socket. */
const SOCKET_TIMEOUT_MILLIS = 60_000;
const MAX_REMEMBERED_SERIES = 200_000;
const GZIP_FROM_BYTES = 1000;

/** Line protocol by InfluxDB's own client; batches, retries and the buffer are Telltale's, one way for every service. */
export class InfluxdbExporter implements Exporter {
  readonly limits: ExporterLimits;
  readonly #config: InfluxdbConfig;
  readonly #context: ExporterContext;
  readonly #client: InfluxDB;
  readonly #service: string;
  readonly #heads = new Map<SeriesId, string>();

  constructor(config: InfluxdbConfig, context: ExporterContext) {
    const { url, token, limits } = config;
    this.limits = limits;
    this.#config = config;
    this.#context = context;
    this.#client = new InfluxDB({ url, timeout: SOCKET_TIMEOUT_MILLIS, ...(token === undefined ? {} : { token }) });
    this.#service = `InfluxDB at ${new URL(url).host}`;
  }

  async send(rows: ExportRows, signal: AbortSignal): Promise<void> {
    const { org, bucket } = this.#config;
    const api = this.#client.getWriteApi(org, bucket, 'ms', {
      batchSize: rows.count + 1,
      flushInterval: 0,
      maxRetries: 0,
      maxBufferLines: 0,
      gzipThreshold: GZIP_FROM_BYTES,
      writeFailed: handOn,
    });
    api.writeRecords(this.#linesOf(rows));
    try {
      await api.flush(false);
    } catch (cause) {
      if (!(cause instanceof HttpError)) throw connectionFailure(this.#service, cause, signal);
      const { statusCode: status, message: text } = cause;
      const retryAfterSeconds = status === 429 ? cause.retryAfter() : undefined;
      throw answerFailure(this.#service, { status, text, retryAfterSeconds });
    } finally {
      await api.close().catch(() => undefined);
    }
  }

  async stop(): Promise<void> {}

  #linesOf({ count, seriesIds, observedAtMillis, values }: ExportRows): string[] {
    const lines: string[] = [];
    for (let row = 0; row < count; row += 1) {
      const head = this.#headOf(seriesIds[row] ?? 0);
      if (head !== '') lines.push(`${head}${values[row]} ${Math.round(observedAtMillis[row] ?? 0)}`);
    }
    return lines;
  }

  #headOf(seriesId: SeriesId): string {
    const known = this.#heads.get(seriesId);
    if (known !== undefined) return known;
    if (this.#heads.size >= MAX_REMEMBERED_SERIES) this.#heads.clear();
    const series = this.#context.seriesOf(seriesId);
    const head = series === undefined ? '' : lineHead(series);
    this.#heads.set(seriesId, head);
    return head;
  }
}
