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
    refitHours: z.coerce
      .number()
      .min(1)
      .default(24)
      .describe('A new model is fitted so often, and sooner when closings surprise; it ranks once it has done better.'),
    pastDays: z.coerce.number().min(1).max(3650).default(365).describe('How far back ranking looks at a start.'),
    mostOpenings: z.coerce
      .number()
      .int()
      .min(1000)
      .max(1_000_000)
      .default(200_000)
      .describe('Events that ranking remembers at most, the latest.'),
    keepVersions: z.coerce
      .number()
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Fitted models that are kept to go back to.'),
  })
  .prefault({});
