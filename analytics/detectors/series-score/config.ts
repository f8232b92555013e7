import { z } from 'zod';

export const seriesScoreConfigSchema = z.strictObject({
  enabled: z.boolean().default(true),
});

export type SeriesScoreConfig = z.infer<typeof seriesScoreConfigSchema>;
