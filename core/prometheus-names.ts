import type { Series } from './series.ts';

/** What every reading's name begins with in Prometheus: a device may call its metric `up`. */
export const READING_PREFIX = 'telltale_reading_';

/** A series as Prometheus can name it. */
export interface PrometheusSeries {
  readonly name: string;
  /** Sorted by name, names valid and each once, without empty values: those mean the same as none. */
  readonly labels: readonly (readonly [name: string, value: string])[];
}

/** Keeps a metric apart from another whose name becomes the same. */
const ORIGINAL_NAME_LABEL = 'telltale_metric';

/**
 * A metric whose name must be changed keeps the name it had as a label, so that two that become equal stay two series; label
 * names that become equal are numbered.
 */
export function prometheusSeries({ metric, labels }: Series, prefix: string): PrometheusSeries {
  const name = validMetricName(metric, prefix);
  const named = new Map<string, string>();
  for (const [label, value] of [...labels].sort(byName)) {
    if (value !== '') named.set(unusedName(validLabelName(label), named), value);
  }
  if (name !== prefix + metric) named.set(unusedName(ORIGINAL_NAME_LABEL, named), metric);
  return { name, labels: [...named].sort(byName) };
}

function validMetricName(metric: string, prefix: string): string {
  const name = prefix + metric.replaceAll(/[^a-zA-Z0-9_:]/g, '_');
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

/** Names with two underscores in front are Prometheus's own. */
function validLabelName(label: string): string {
  const name = label.replaceAll(/[^a-zA-Z0-9_]/g, '_');
  if (name === '' || /^[0-9]/.test(name)) return `_${name}`;
  return name.startsWith('__') ? `label${name}` : name;
}

function unusedName(name: string, used: ReadonlyMap<string, string>): string {
  let unused = name;
  for (let number = 2; used.has(unused); number += 1) unused = `${name}_${number}`;
  return unused;
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
