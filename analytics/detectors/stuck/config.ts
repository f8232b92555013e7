import { z } from 'zod';

export const stuckConfigSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** A value that stays so many times longer than any has stayed before is stuck. */
  longestRunFactor: z.number().min(1.5).max(100).default(3),
  /** At least for so long. */
  leastMinutes: z.number().min(1).max(10_080).default(30),
});

export type StuckConfig = z.infer<typeof stuckConfigSchema>;
