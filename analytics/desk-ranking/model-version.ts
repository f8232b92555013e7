import { z } from 'zod';
import { coreRecordSchema } from '../ranking/core-record.ts';

const interval = z.tuple([z.number(), z.number()]);

const measuresSchema = z.object({
  events: z.number(),
  trues: z.number(),
  averagePrecision: z.number(),
  averagePrecisionInterval: interval,
  areaUnderCurve: z.number(),
  brier: z.number(),
  brierSkill: z.number(),
  brierSkillInterval: interval,
  logLoss: z.number(),
  calibrationError: z.number(),
  reliability: z.array(z.object({ events: z.number(), predicted: z.number(), happened: z.number() })),
});

/** A fitted model as it is kept: what it is, what it was fitted on, and how it did on what came after. */
export const modelVersionSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  madeAtMillis: z.number(),
  /** It was fitted on what opened from here on, */
  fromMillis: z.number(),
  /** and was opened and closed up to here. */
  untilMillis: z.number(),
  openings: z.number(),
  closings: z.number(),
  trues: z.number(),
  /** Families of features without which held-out events were predicted better. */
  leftOut: z.array(z.string()),
  boostingShare: z.number(),
  treeDepth: z.number(),
  /** What each feature alone tells, in bits, the most telling first. */
  information: z.array(z.object({ name: z.string(), bits: z.number() })),
  /** On the last fifth of the closings, by a model of the first four fifths that went on learning; null: too few of one kind. */
  backtest: z.object({ fitted: measuresSchema, rules: measuresSchema }).nullable(),
  originSeconds: z.number(),
  strengths: z.array(z.number()),
  sensorNames: z.array(z.string()),
  core: coreRecordSchema,
});

export type ModelVersion = z.output<typeof modelVersionSchema>;
export type ModelMeasures = z.output<typeof measuresSchema>;
