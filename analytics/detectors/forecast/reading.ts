/** The reading that is being judged, and what has been found out about it so far. One object serves all readings. */
export class Reading {
  slot = 0;
  /** Where the slot's record begins. */
  at = 0;
  millis = 0;
  value = 0;
  /** Readings before it. */
  rows = 0;
  ageMillis = 0;
  /** Since the reading before it; for gains no more than three times the usual. */
  sinceMillis = 0;
  elapsedMillis = 0;
  /** The model whose forecast it is compared with, how far off that is, and how far off it usually is. */
  model = 0;
  error = 0;
  scale = 1;
  /** It is where the level was before it last shifted. */
  isFormer = false;
}
