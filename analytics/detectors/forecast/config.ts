import { z } from 'zod';

export const forecastConfigSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** Events in a month that a healthy series may give, whatever its sampling: sets how rare a reading must be. */
  falseAlarmsAMonthRatio: z.number().positive().max(10).default(0.4),
  /** A shift that lasts so long, and at least 12 readings, is the new normal. */
  newNormalAfterMinutes: z.number().min(1).max(10_080).default(60),
  /** For so long after a shift, a return to the level before it is no news. */
  returnHours: z.number().min(0).max(720).default(24),
});

export type ForecastConfig = z.infer<typeof forecastConfigSchema>;
