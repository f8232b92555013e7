import { z } from 'zod';

/** How events are ranked by how likely they are true. */
export const rankingSchema = z
  .strictObject({
    earlyShare: z.coerce
      .number()
      .min(0)
      .max(0.5)
      .default(0.02)
      .describe(
        'Share of unlikely events that chance shows early, so that not only what was believed is learned from.',
      ),
  })
  .prefault({});
