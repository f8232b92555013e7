import type { Signal } from '../../core/signal.ts';
import type { RepeatsConfig } from './correlation-rules.ts';
import type { OpenEvent } from './open-event.ts';
import { newSightings, type Sightings } from './sightings.ts';

const MINUTE_MILLIS = 60_000;

/** One sensor saying one thing, and what is remembered of it. */
export interface Source {
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly sightings: Sightings;
  /** When it was last judged; within a minute of that it only repeats itself. */
  judgedAtMillis: number;
  event: OpenEvent | undefined;
  joinedAtMillis: number;
  latestId: string;
  /** Of its latest signals, oldest first; one less than it takes to chatter. */
  readonly recentMillis: number[];
  isChattering: boolean;
  chatterings: number;
  enteredAtMillis: number;
  fleetings: number;
  minute: number;
  minuteSignals: number;
  busiestMinuteSignals: number;
  bursts: number;
}

/** What a signal is beside the earlier ones of its source. */
export interface Repetition {
  /** The same occurrence, delivered again. */
  readonly isDuplicate: boolean;
  readonly startsToChatter: boolean;
  readonly isFleeting: boolean;
  /** Far more within a minute than ever before. */
  readonly isBurst: boolean;
}

export function newSource({ site, sensor, type }: Signal, nowMillis: number): Source {
  return {
    site,
    sensor,
    type,
    sightings: newSightings(nowMillis),
    judgedAtMillis: -Infinity,
    event: undefined,
    joinedAtMillis: -Infinity,
    latestId: '',
    recentMillis: [],
    isChattering: false,
    chatterings: 0,
    enteredAtMillis: -Infinity,
    fleetings: 0,
    minute: -1,
    minuteSignals: 0,
    busiestMinuteSignals: 0,
    bursts: 0,
  };
}

/** Takes note of one more signal of a source. */
export function repetitionOf(source: Source, signal: Signal, nowMillis: number, config: RepeatsConfig): Repetition {
  const isDuplicate = source.latestId === signal.id;
  source.latestId = signal.id;
  if (signal.phase === 'left') {
    const isFleeting = nowMillis - source.enteredAtMillis <= config.fleetingSeconds * 1000;
    if (isFleeting) source.fleetings += 1;
    source.enteredAtMillis = -Infinity;
    return { isDuplicate, startsToChatter: false, isFleeting, isBurst: false };
  }
  source.enteredAtMillis = nowMillis;
  return {
    isDuplicate,
    startsToChatter: startsToChatter(source, nowMillis, config.chatteringTimes),
    isFleeting: false,
    isBurst: isBurst(source, nowMillis, config),
  };
}

function startsToChatter(source: Source, nowMillis: number, times: number): boolean {
  const { recentMillis } = source;
  const earliest = recentMillis.length === times - 1 ? (recentMillis.shift() ?? -Infinity) : -Infinity;
  recentMillis.push(nowMillis);
  const wasChattering = source.isChattering;
  source.isChattering = nowMillis - earliest < MINUTE_MILLIS;
  const starts = source.isChattering && !wasChattering;
  if (starts) source.chatterings += 1;
  return starts;
}

/** Once for each time that its busiest minute is outdone by the factor. */
function isBurst(source: Source, nowMillis: number, { burstFactor, burstSignals }: RepeatsConfig): boolean {
  const minute = Math.floor(nowMillis / MINUTE_MILLIS);
  if (minute !== source.minute) {
    source.busiestMinuteSignals = Math.max(source.busiestMinuteSignals, source.minuteSignals);
    source.minute = minute;
    source.minuteSignals = 0;
  }
  source.minuteSignals += 1;
  if (source.busiestMinuteSignals === 0) return false;
  const isOne = source.minuteSignals === Math.max(burstSignals, Math.ceil(burstFactor * source.busiestMinuteSignals));
  if (isOne) source.bursts += 1;
  return isOne;
}
