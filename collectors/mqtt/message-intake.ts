import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { makeSeries, type SeriesId } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import type { CollectorSink, TappedMessages } from '../../core/ports/collector.ts';
import { decodeAlarm } from '../formats/decode-alarm.ts';
import { decodeReading, type DecodedReading } from '../formats/decode-reading.ts';
import { MAX_NAME_LENGTH } from '../formats/name-length.ts';
import { timeReject } from '../formats/device-time.ts';
import { linesOf } from '../formats/line-body.ts';
import { parseLine } from '../formats/line-protocol.ts';
import { seriesOfField } from '../formats/line-series.ts';
import { Refused } from '../formats/refused.ts';
import { scanNumber } from '../formats/scan-number.ts';
import { scanReading, type ScannedReading } from '../formats/scan-reading.ts';
import type { TopicMapping } from './config.ts';
import { RouteTable } from './route-table.ts';
import { routeOf, UNNAMED_SITE, type TopicRoute } from './topic-route.ts';

type ReadingRoute = Extract<TopicRoute, { kind: 'reading' }>;

const OPEN_BRACE = 123;
const MAX_LINES = 10_000;

/**
 * Turns messages into rows of a reading batch and signals. The common message (a known topic, a plain
 * number or `{"value": …}`) costs one hash look-up and one byte scan; everything else takes the slow path.
 */
export class MessageIntake {
  readonly #sink: CollectorSink;
  readonly #mappings: readonly TopicMapping[];
  readonly #tapped: TappedMessages;
  readonly #routes = new RouteTable();
  readonly #rows = new ReadingBatchBuilder();
  readonly #scanned: ScannedReading = { value: Number.NaN, timeMillis: Number.NaN };
  #signals: Signal[] = [];
  #receivedAtMillis = 0;
  #arrivals = 0;

  constructor(sink: CollectorSink, mappings: readonly TopicMapping[], tapped: TappedMessages) {
    this.#sink = sink;
    this.#mappings = mappings;
    this.#tapped = tapped;
  }

  /** Finds every route anew: after somebody began or ended a tap. */
  forgetRoutes(): void {
    this.#routes.clear();
  }

  /** Messages from here on arrived now. */
  begin(receivedAtMillis: number): void {
    this.#receivedAtMillis = receivedAtMillis;
  }

  message(
    bytes: Buffer,
    topicStart: number,
    topicEnd: number,
    payloadStart: number,
    payloadEnd: number,
    retained = false,
  ): void {
    const route =
      this.#routes.find(bytes, topicStart, topicEnd) ?? this.#addRoute(bytes.subarray(topicStart, topicEnd));
    if (route.kind === 'reading' && route.seriesId !== undefined) {
      const scanned = this.#scanned;
      if (bytes[payloadStart] === OPEN_BRACE) {
        if (scanReading(bytes, payloadStart, payloadEnd, scanned)) {
          this.#addRow(route.seriesId, scanned.value, scanned.timeMillis);
          return;
        }
      } else {
        const value = scanNumber(bytes, payloadStart, payloadEnd);
        if (!Number.isNaN(value)) {
          this.#rows.add(route.seriesId, this.#receivedAtMillis, value);
          return;
        }
      }
    }
    this.#slowMessage(route, bytes.subarray(payloadStart, payloadEnd), retained);
  }

  refuse(refused: Refused): void {
    this.#sink.reject(refused.reason, refused.detail);
  }

  /** Hands on what has gathered; resolves when all of it is committed. `undefined` when there is nothing. */
  flush(): Promise<unknown> | undefined {
    const work: Promise<void>[] = [];
    if (this.#rows.count > 0) work.push(this.#sink.readings(this.#rows.build(this.#receivedAtMillis)));
    if (this.#signals.length > 0) {
      work.push(this.#sink.signals(this.#signals));
      this.#signals = [];
    }
    return work.length === 0 ? undefined : Promise.all(work);
  }

  #addRoute(topicBytes: Uint8Array): TopicRoute {
    const topic = Buffer.from(topicBytes).toString('utf8');
    const isTapped = this.#tapped.isTapped(topic);
    const route: TopicRoute = isTapped ? { kind: 'tapped', topic } : routeOf(topic, this.#mappings);
    this.#routes.add(topicBytes, 0, topicBytes.length, route);
    return route;
  }

  #slowMessage(route: TopicRoute, payload: Buffer, retained: boolean): void {
    switch (route.kind) {
      case 'reading':
        return this.#readings(route, payload);
      case 'alarm':
        return this.#alarm(route, payload, retained);
      case 'tapped':
        return this.#tapped.deliver(route.topic, payload);
      case 'refused':
        return this.#sink.reject('bad-topic', route.detail);
    }
  }

  #readings(route: ReadingRoute, payload: Buffer): void {
    const decoded = decodeReading(payload);
    if (!(decoded instanceof Refused)) {
      for (const reading of decoded) this.#reading(route, reading);
    } else if (decoded.reason === 'not-json' && looksLikeLineProtocol(payload)) {
      this.#lines(payload);
    } else {
      this.refuse(decoded);
    }
  }

  #reading(route: ReadingRoute, reading: DecodedReading): void {
    const seriesId = this.#seriesOf(route, reading);
    if (seriesId !== undefined) this.#addRow(seriesId, reading.value, reading.timeMillis);
  }

  #seriesOf(route: ReadingRoute, reading: DecodedReading): SeriesId | undefined {
    const { field, unit } = reading;
    const known = field === '' ? route.seriesId : route.seriesIdByField.get(field);
    if (known !== undefined) return known;
    const metric = [route.metric, field].filter((part) => part !== '').join('.') || 'value';
    if ([route.site, route.sensor, metric].some((name) => name.length > MAX_NAME_LENGTH)) {
      this.#sink.reject('too-large', `a name is longer than ${MAX_NAME_LENGTH} characters`);
      return undefined;
    }
    const series = makeSeries(route.site, route.sensor, metric, unit === undefined ? {} : { unit });
    const seriesId = this.#sink.register(series);
    if (seriesId !== undefined && field === '') route.seriesId = seriesId;
    else if (seriesId !== undefined) route.seriesIdByField.set(field, seriesId);
    return seriesId;
  }

  #lines(payload: Buffer): void {
    const lines = linesOf(payload, MAX_LINES);
    if (lines instanceof Refused) {
      this.refuse(lines);
      return;
    }
    for (const { text } of lines) {
      const point = parseLine(text, 'ns');
      if (point instanceof Refused) {
        this.refuse(point);
        continue;
      }
      for (const [field, value] of point.fields) {
        const series = seriesOfField(point, field, UNNAMED_SITE);
        if (series instanceof Refused) this.refuse(series);
        else this.#addToSeries(this.#sink.register(series), value, point.timeMillis);
      }
    }
  }

  #addToSeries(seriesId: SeriesId | undefined, value: number, timeMillis: number): void {
    if (seriesId !== undefined) this.#addRow(seriesId, value, timeMillis);
  }

  /** What the broker has kept comes again with every connection: it must not be a new alarm each time. */
  #alarm(route: { readonly site: string; readonly sensor: string }, payload: Buffer, retained: boolean): void {
    this.#arrivals += 1;
    const arrivalId = retained ? 'retained' : `${this.#receivedAtMillis}-${this.#arrivals}`;
    const alarm = decodeAlarm(payload, { ...route, receivedAtMillis: this.#receivedAtMillis, arrivalId });
    if (alarm instanceof Refused) {
      this.refuse(alarm);
      return;
    }
    if (alarm.timeReject !== undefined) this.#sink.reject(alarm.timeReject, alarm.signal.sensor);
    this.#signals.push(alarm.signal);
  }

  #addRow(seriesId: SeriesId, value: number, timeMillis: number): void {
    const received = this.#receivedAtMillis;
    if (Number.isNaN(timeMillis)) {
      this.#rows.add(seriesId, received, value);
      return;
    }
    const reject = timeReject(timeMillis, received);
    if (reject !== undefined) this.#sink.reject(reject, String(timeMillis));
    this.#rows.add(seriesId, reject === undefined ? timeMillis : received, value);
  }
}

/** `name field=1` or `name,tag=a field=1`: enough to send it to the parser that knows. */
function looksLikeLineProtocol(payload: Buffer): boolean {
  const head = payload.toString('latin1', 0, 2000);
  return /^\s*[^\s{[]\S* \S+=/.test(head);
}
