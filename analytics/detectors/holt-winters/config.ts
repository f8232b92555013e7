import { z } from 'zod';

export const holtWintersConfigSchema = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** The season is divided into slots of this length, each with its own seasonal term and deviation. */
    slotMinutes: z.number().int().min(1).max(1440).default(10),
    /** Times the deviation of the time slot that is still normal, as in Graphite's bands. */
    deltaDeviations: z.number().min(0).max(9).default(3),
  })
  .refine((config) => 1440 % config.slotMinutes === 0, {
    path: ['slotMinutes'],
    message: 'must divide a day of 1440 minutes: use 1, 5, 10, 15, 30 or 60',
  });

export type HoltWintersConfig = z.infer<typeof holtWintersConfigSchema>;
