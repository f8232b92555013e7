import type { CollectorContext, ListeningCollector } from '../../core/ports/collector.ts';
import type { HttpIntake, IntakeResult } from '../../core/ports/intake.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import type { RejectReason } from '../../core/reject-reason.ts';
import { makeSeries, type Series } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import { alarmFromRecord } from '../formats/decode-alarm.ts';
import { MAX_NAME_LENGTH } from '../formats/name-length.ts';
import { parseDeviceTime, timeReject } from '../formats/device-time.ts';
import { linesOf } from '../formats/line-body.ts';
import { parseLine, type Precision } from '../formats/line-protocol.ts';
import { seriesOfField } from '../formats/line-series.ts';
import { fieldOf, isRecord } from '../formats/parse-json.ts';
import { Refused } from '../formats/refused.ts';
import { signalOfAlert } from './alertmanager-alert.ts';
import { alertsOf } from './alertmanager-body.ts';
import type { HttpCollectorConfig } from './config.ts';
import { rowsOf } from './rows.ts';

const MAX_PROBLEMS_SHOWN = 20;

/** The sink has counted this one already. */
const SERIES_LIMIT_REACHED = new Refused('series-limit', 'too many series');

/** What came of one request, counted row by row. */
class RequestTally {
  accepted = 0;
  #rejected = 0;
  readonly #problems: { readonly row: number; readonly reason: RejectReason; readonly detail: string }[] = [];
  readonly #reject: (reason: RejectReason, detail: string) => void;

  constructor(reject: (reason: RejectReason, detail: string) => void) {
    this.#reject = reject;
  }

  refuse(row: number, refused: Refused): void {
    this.#rejected += 1;
    if (refused !== SERIES_LIMIT_REACHED) this.#reject(refused.reason, refused.detail);
    if (this.#problems.length < MAX_PROBLEMS_SHOWN) {
      this.#problems.push({ row, reason: refused.reason, detail: refused.detail });
    }
  }

  result(): IntakeResult {
    return { accepted: this.accepted, rejected: this.#rejected, problems: this.#problems };
  }
}

/** Takes bodies that the console's server hands over unread. */
export class HttpCollector implements ListeningCollector, HttpIntake {
  readonly mode = 'listening';
  readonly #config: HttpCollectorConfig;
  readonly #context: CollectorContext;
  #arrivals = 0;

  constructor(config: HttpCollectorConfig, context: CollectorContext) {
    this.#config = config;
    this.#context = context;
  }

  async start(): Promise<void> {
    this.#context.health({
      state: 'up',
      detail: 'POST /api/v1/readings, /api/v1/signals, /api/v1/alerts, /api/v2/write',
    });
  }

  async stop(): Promise<void> {
    // The server that hands the bodies over is stopped first.
  }

  async readings(body: Buffer): Promise<IntakeResult> {
    const tally = this.#tally();
    const rows = new ReadingBatchBuilder();
    this.#eachRow(body, tally, (row, record) => {
      const refused = this.#addReading(record, rows);
      if (refused === undefined) tally.accepted += 1;
      else tally.refuse(row, refused);
    });
    return await this.#commitRows(rows, tally);
  }

  async signals(body: Buffer): Promise<IntakeResult> {
    const tally = this.#tally();
    const signals: Signal[] = [];
    this.#eachRow(body, tally, (row, record) => {
      const signal = this.#signalOf(record);
      if (signal instanceof Refused) tally.refuse(row, signal);
      else signals.push(signal);
    });
    if (signals.length > 0) await this.#context.sink.signals(signals);
    tally.accepted = signals.length;
    return tally.result();
  }

  async alerts(body: Buffer): Promise<IntakeResult> {
    const tally = this.#tally();
    const signals: Signal[] = [];
    const alerts = alertsOf(body, this.#config.maxRows);
    if (alerts instanceof Refused) tally.refuse(1, alerts);
    else {
      for (let missing = 0; missing < alerts.leftOut; missing += 1) {
        this.refused('too-large', 'Alertmanager left alerts out: raise max_alerts of its webhook');
      }
      alerts.alerts.forEach((alert, index) => this.#takeAlert(alert, index + 1, signals, tally));
    }
    if (signals.length > 0) await this.#context.sink.signals(signals);
    tally.accepted = signals.length;
    return tally.result();
  }

  async lineProtocol(body: Buffer, precision: Precision): Promise<IntakeResult> {
    const tally = this.#tally();
    const rows = new ReadingBatchBuilder();
    const lines = linesOf(body, this.#config.maxRows);
    if (lines instanceof Refused) {
      tally.refuse(1, lines);
      return tally.result();
    }
    for (const { row, text } of lines) {
      const refused = this.#addLine(text, precision, rows);
      if (refused === undefined) tally.accepted += 1;
      else tally.refuse(row, refused);
    }
    return await this.#commitRows(rows, tally);
  }

  refused(reason: RejectReason, detail: string): void {
    this.#context.sink.reject(reason, detail);
  }

  #tally(): RequestTally {
    return new RequestTally((reason, detail) => this.#context.sink.reject(reason, detail));
  }

  #eachRow(body: Buffer, tally: RequestTally, take: (row: number, record: Record<string, unknown>) => void): void {
    const rows = rowsOf(body, this.#config.maxRows);
    if (rows instanceof Refused) {
      tally.refuse(1, rows);
      return;
    }
    rows.forEach((row, index) => {
      if (row instanceof Refused) tally.refuse(index + 1, row);
      else if (isRecord(row)) take(index + 1, row);
      else tally.refuse(index + 1, new Refused('wrong-type', 'a row must be an object'));
    });
  }

  async #commitRows(rows: ReadingBatchBuilder, tally: RequestTally): Promise<IntakeResult> {
    if (rows.count > 0) await this.#context.sink.readings(rows.build(this.#context.clock.nowMillis()));
    return tally.result();
  }

  #addReading(record: Record<string, unknown>, rows: ReadingBatchBuilder): Refused | undefined {
    const site = nameIn(record, 'site');
    const sensor = nameIn(record, 'sensor');
    const metric = nameIn(record, 'metric');
    if (site instanceof Refused) return site;
    if (sensor instanceof Refused) return sensor;
    if (metric instanceof Refused) return metric;
    const value = fieldOf(record, 'value');
    if (typeof value !== 'number') return new Refused('wrong-type', '"value" must be a number');
    if (!Number.isFinite(value)) return new Refused('not-finite', '"value" is too large');
    const time = fieldOf(record, 'time') ?? undefined;
    const timeMillis = time === undefined ? Number.NaN : parseDeviceTime(time);
    if (time !== undefined && !Number.isFinite(timeMillis)) {
      return new Refused('wrong-type', '"time" must be milliseconds or ISO 8601');
    }
    const unit = fieldOf(record, 'unit');
    const named = typeof unit === 'string' && unit.length <= MAX_NAME_LENGTH ? { unit } : {};
    return this.#addRow(makeSeries(site, sensor, metric, named), value, timeMillis, rows);
  }

  #addLine(text: string, precision: Precision, rows: ReadingBatchBuilder): Refused | undefined {
    const point = parseLine(text, precision);
    if (point instanceof Refused) return point;
    for (const [field, value] of point.fields) {
      const series = seriesOfField(point, field, this.#config.site);
      const refused = series instanceof Refused ? series : this.#addRow(series, value, point.timeMillis, rows);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  #addRow(series: Series, value: number, timeMillis: number, rows: ReadingBatchBuilder): Refused | undefined {
    const seriesId = this.#context.sink.register(series);
    if (seriesId === undefined) return SERIES_LIMIT_REACHED;
    const receivedAtMillis = this.#context.clock.nowMillis();
    const reject = Number.isNaN(timeMillis) ? undefined : timeReject(timeMillis, receivedAtMillis);
    if (reject !== undefined) this.#context.sink.reject(reject, String(timeMillis));
    const isBelieved = reject === undefined && !Number.isNaN(timeMillis);
    rows.add(seriesId, isBelieved ? timeMillis : receivedAtMillis, value);
    return undefined;
  }

  #takeAlert(alert: unknown, row: number, signals: Signal[], tally: RequestTally): void {
    const { site } = this.#config;
    const decoded = signalOfAlert(alert, { site, receivedAtMillis: this.#context.clock.nowMillis() });
    if (decoded === 'own') return this.refused('unsupported', 'an alert that Telltale itself has sent');
    if (decoded instanceof Refused) return tally.refuse(row, decoded);
    if (decoded.timeReject !== undefined) this.refused(decoded.timeReject, decoded.signal.sensor);
    signals.push(decoded.signal);
  }

  #signalOf(record: Record<string, unknown>): Signal | Refused {
    const site = nameIn(record, 'site');
    const sensor = nameIn(record, 'sensor');
    if (site instanceof Refused) return site;
    if (sensor instanceof Refused) return sensor;
    this.#arrivals += 1;
    const receivedAtMillis = this.#context.clock.nowMillis();
    const arrivalId = `http-${receivedAtMillis}-${this.#arrivals}`;
    const alarm = alarmFromRecord(record, { site, sensor, receivedAtMillis, arrivalId });
    if (alarm instanceof Refused) return alarm;
    if (alarm.timeReject !== undefined) this.#context.sink.reject(alarm.timeReject, sensor);
    return alarm.signal;
  }
}

function nameIn(record: Record<string, unknown>, field: string): string | Refused {
  const name = fieldOf(record, field);
  if (typeof name !== 'string' || name === '') return new Refused('wrong-type', `"${field}" must be text`);
  return name.length > MAX_NAME_LENGTH
    ? new Refused('too-large', `"${field}" is longer than ${MAX_NAME_LENGTH} characters`)
    : name;
}
