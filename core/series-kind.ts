/**
 * What a series is, which decides how it is judged: a gauge by its value, a counter by its rate a second, events (how many since
 * the last reading) on a scale on which chance is as wide for few as for many, a state not at all.
 */
export const SERIES_KINDS = ['gauge', 'counter', 'events', 'state'] as const;

export type SeriesKind = (typeof SERIES_KINDS)[number];
