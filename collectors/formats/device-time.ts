import type { RejectReason } from '../../core/reject-reason.ts';

/** A clock this far ahead is wrong, not early: the network and drift explain seconds. */
const MAX_AHEAD_MILLIS = 5 * 60 * 1000;
/** Devices buffer for weeks; a clock a year behind has lost its battery. */
const MAX_BEHIND_MILLIS = 366 * 24 * 60 * 60 * 1000;

export type TimeReject = Extract<RejectReason, 'device-time-past' | 'device-time-future'>;

/** Why a device's time cannot be believed, or `undefined` if it can. */
export function timeReject(observedAtMillis: number, receivedAtMillis: number): TimeReject | undefined {
  if (observedAtMillis > receivedAtMillis + MAX_AHEAD_MILLIS) return 'device-time-future';
  if (observedAtMillis < receivedAtMillis - MAX_BEHIND_MILLIS) return 'device-time-past';
  return undefined;
}

/**
 * A time as devices write it: epoch milliseconds, or ISO 8601 (without a zone it is UTC).
 * NaN when it is neither.
 */
export function parseDeviceTime(time: unknown): number {
  if (typeof time === 'number') return time;
  if (typeof time !== 'string' || !ISO_8601.test(time)) return Number.NaN;
  return Date.parse(HAS_ZONE.test(time) || !time.includes('T') ? time : `${time}Z`);
}

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;
