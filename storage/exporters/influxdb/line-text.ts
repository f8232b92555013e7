import type { Series } from '../../../core/series.ts';

/**
 * The beginning of every line of a series: the metric is the measurement, labels are tags, and its value is the field `value`, as
 * `/api/v2/write` of Telltale reads them back. Line breaks cannot be written in line protocol and become spaces.
 */
export function lineHead({ metric, labels }: Series): string {
  const tags = [...labels]
    .filter(([name, value]) => name !== '' && value !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `,${escapeTag(name)}=${escapeTag(value)}`);
  return `${escapeMeasurement(metric)}${tags.join('')} value=`;
}

function escapeMeasurement(text: string): string {
  return oneLine(text).replaceAll(/[, ]/g, '\\$&');
}

function escapeTag(text: string): string {
  return oneLine(text).replaceAll(/[,= ]/g, '\\$&');
}

/** A backslash at the end would escape what follows. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\t\0]+/g, ' ').replace(/\\+$/, '');
}
