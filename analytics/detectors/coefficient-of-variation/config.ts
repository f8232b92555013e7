import { z } from 'zod';

export const coefficientOfVariationConfigSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** How many of the latest readings the coefficient is taken over. */
  windowReadings: z.number().int().min(8).max(1000).default(60),
});

export type CoefficientOfVariationConfig = z.infer<typeof coefficientOfVariationConfigSchema>;
