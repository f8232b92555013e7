import { z } from 'zod';
import { SERIES_KINDS } from '../core/series-kind.ts';

/** More would make the first reading of each new series slow. */
const MAX_OVERRIDES = 1000;
const MAX_PATTERN_LENGTH = 256;
/** The series are dealt to twelve shards. */
const MAX_WORKERS = 12;

/** What is set of the detection as a whole; `detectorKinds` are the detectors there are. */
export function detectionSchema(detectorKinds: readonly string[]) {
  return z
    .strictObject({
      workers: z
        .union([z.literal('auto'), z.coerce.number().int().min(0).max(MAX_WORKERS)])
        .default('auto')
        .describe(
          'Threads that judge readings; 0 judges in the main one. auto leaves one processor to the main thread, and takes 1 to 4.',
        ),
      snapshotMinutes: z.coerce
        .number()
        .min(1)
        .max(1440)
        .default(10)
        .describe('How often what the detectors know is saved. A crash forgets what was learnt since.'),
      overrides: z
        .array(overrideSchema(detectorKinds))
        .max(MAX_OVERRIDES)
        .default([])
        .describe(
          'What is to be otherwise for some series. Of several entries that fit, the last that says something counts.',
        ),
    })
    .prefault({});
}

function overrideSchema(detectorKinds: readonly string[]) {
  const detectors = Object.fromEntries(detectorKinds.map((kind) => [kind, z.boolean().optional()] as const));
  return z.strictObject({
    match: z
      .record(z.string().min(1), z.string().max(MAX_PATTERN_LENGTH))
      .refine((match) => Object.keys(match).length > 0, 'must name at least one label, such as {site: "north*"}')
      .describe(
        'Which series: site, sensor, metric or any other label, each with a pattern; * is any text, ? one character.',
      ),
    kind: z.enum(SERIES_KINDS).optional().describe('What it is, where that is recognised wrongly.'),
    direction: z
      .enum(['above', 'below', 'both'])
      .optional()
      .describe('On which side of what is expected a reading counts.'),
    leastDeviation: z.coerce
      .number()
      .min(0)
      .optional()
      .describe(
        'Readings nearer than this to what is expected never count; in the unit of the series, of a counter a second.',
      ),
    minimumDurationSeconds: z.coerce
      .number()
      .min(0)
      .max(86_400)
      .optional()
      .describe('How long readings must be abnormal before anybody is told.'),
    sensitivity: z
      .enum(['low', 'normal', 'high'])
      .optional()
      .describe('low halves every score, high raises it by half.'),
    detectors: z.strictObject(detectors).optional().describe('Detectors by kind; false for those not to be heard.'),
    enabled: z.boolean().optional().describe('false: not judged at all. Its readings are kept.'),
  });
}
