import { z } from 'zod';

export const timeShiftConfigSchema = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** How long ago the comparison is: the same time one day before. */
    shiftHours: z.number().int().min(1).max(168).default(24),
    /** Readings are compared with the mean of a slot of this length. */
    slotMinutes: z.number().int().min(1).max(60).default(10),
  })
  .refine((config) => (config.shiftHours * 60) % config.slotMinutes === 0, {
    path: ['slotMinutes'],
    message: 'must divide the shift: use 1, 5, 10, 15, 30 or 60',
  });

export type TimeShiftConfig = z.infer<typeof timeShiftConfigSchema>;
