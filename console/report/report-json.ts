import type { AlarmReport } from '../../core/alarm-report.ts';

/** What is known of a report on the wire: instants are ISO 8601 in UTC, what cannot be said is null. */
export type WireValue =
  string | number | boolean | null | readonly WireValue[] | { readonly [name: string]: WireValue };

const INSTANT = /Millis$/;

/** `beganAtMillis: 0` becomes `beganAt: "1970-01-01T00:00:00.000Z"`. */
export function reportToWire(report: AlarmReport): WireValue {
  return wireValue(report);
}

function wireValue(value: unknown): WireValue {
  if (Array.isArray(value)) return value.map((item) => wireValue(item));
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]): readonly [string, WireValue] => {
      const isInstant = INSTANT.test(name) && typeof field === 'number';
      return [name.replace(INSTANT, ''), isInstant ? new Date(field).toISOString() : wireValue(field)];
    });
    return Object.fromEntries(fields);
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
