import type { SourceName } from '../../core/alarm-report.ts';

const NOTHING = '–';

export function number(value: number | undefined): string {
  if (value === undefined) return NOTHING;
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : value < 1 ? 2 : 1;
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `0.8532` is `85.3 %`; what is not nothing is not shown as nothing, what is not all not as all. */
export function percent(share: number | undefined): string {
  if (share === undefined) return NOTHING;
  if (share > 0 && share < 0.0005) return '< 0.1 %';
  if (share < 1 && share >= 0.9995) return '> 99.9 %';
  return `${Number((share * 100).toFixed(1))} %`;
}

export function duration(seconds: number | undefined): string {
  if (seconds === undefined) return NOTHING;
  if (seconds < 60) return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
  const minutes = Math.round(seconds / 60);
  if (seconds < 600) return withRest(Math.floor(seconds / 60), 'min', Math.floor(seconds % 60), 's');
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return withRest(hours, 'h', minutes % 60, 'min');
  return withRest(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`;
}

export function sourceWords({ site, sensor, type }: SourceName): string {
  return [site, sensor, type].filter((part) => part !== '').join(' / ');
}

export function orUnknown(name: string): string {
  return name === '' ? 'unknown' : name;
}

/** Instants as the clock on the wall of the report's zone shows them. */
export class WallTime {
  readonly #format: Intl.DateTimeFormat;

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  }

  at(millis: number | undefined): string {
    return millis === undefined ? NOTHING : this.#format.format(millis);
  }
}
