export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';

/** Samples in columns, read row by row while they are written: no object for a sample. */
export interface SampleRows {
  readonly count: number;
  /** Name and labels as the format writes them, `up{site="lab"}`; the same string each time it is asked for, where it can be. */
  head(row: number): string;
  /** `undefined` leaves the row out: what has vanished since. */
  value(row: number): number | undefined;
}

/** All samples of one metric; its name ends in `_total` when it is a counter. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: MetricType;
  readonly rows: SampleRows;
}

/** A family of few samples. */
export function familyOf(
  name: string,
  type: MetricType,
  help: string,
  samples: readonly (readonly [head: string, value: number])[],
): MetricFamily {
  return {
    name,
    type,
    help,
    rows: { count: samples.length, head: (row) => samples[row]?.[0] ?? name, value: (row) => samples[row]?.[1] },
  };
}

/** `name{label="value"}`; the name alone without labels. Label names must be valid already. */
export function sampleHead(name: string, labels: Iterable<readonly [string, string | number]>): string {
  const pairs = [...labels].map(([label, value]) => `${label}="${escapeLabelValue(String(value))}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

const NEEDS_ESCAPE = /[\\"\n]/;

function escapeLabelValue(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return value;
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
