import type { Series } from '../../core/series.ts';

const TOTAL_ENDING = /[_.]total$/;

/** What the rate of a counter is called: `network_receive_bytes_per_second` for `network_receive_bytes_total`. */
export function rateSeries<T extends Pick<Series, 'metric' | 'unit'>>(counter: T): T {
  return { ...counter, metric: `${counter.metric.replace(TOTAL_ENDING, '')}_per_second` };
}
