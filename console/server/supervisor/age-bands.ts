/** Ages since opening, in seconds, below which an event is in each of the first bands; the last band is everything older. */
export const AGE_BAND_SECONDS = [60, 300, 1800, 7200] as const;
