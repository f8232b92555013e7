/** Why an input was not taken as it came: a closed set, counted per collector and shown on the page. */
export const REJECT_REASONS = [
  'not-json',
  'wrong-type',
  'not-finite',
  'too-large',
  'too-many-fields',
  'not-utf8',
  'bad-topic',
  'bad-line',
  'bad-frame',
  'series-limit',
  /** The reading is kept at its arrival time; the device's own time is not believable. */
  'device-time-past',
  'device-time-future',
  'unsupported',
] as const;

export type RejectReason = (typeof REJECT_REASONS)[number];
