import { z } from 'zod';
import type { Feature } from './feature.ts';
import { Drift } from './fit/drift.ts';
import { LogisticRegression } from './models/logistic-regression.ts';
import type { RankingModel } from './models/model.ts';
import { Scaling } from './models/scaling.ts';
import { TreeEnsemble } from './models/tree-ensemble.ts';
import type { RateBook } from './rates/rate-book.ts';
import { RankingCore } from './ranking-core.ts';

const numbers = z.array(z.number());
const line = z.object({ intercept: z.number(), slope: z.number() });
const share = z.number().min(0).max(1);

const treesSchema = z.object({
  base: z.number(),
  scale: z.number(),
  edges: z.array(numbers),
  trees: z.array(
    z.object({
      features: numbers,
      bins: numbers,
      missingLeft: z.array(z.boolean()),
      lefts: numbers,
      rights: numbers,
      values: numbers,
    }),
  ),
});

const logisticSchema = z.object({
  features: numbers,
  means: numbers,
  inverseSpreads: numbers,
  coefficients: numbers,
  curvatures: numbers,
});

/** A fitted core as plain data, without its rates. JSON keeps every bit of it. */
export const coreRecordSchema = z.object({
  featureNames: z.array(z.string()),
  line,
  drift: z
    .object({ shift: z.number(), halfLifeSeconds: z.number(), known: z.number(), lastSeconds: z.number() })
    .nullable(),
  boosting: z.object({ share, line, parts: treesSchema }).nullable(),
  logistic: z.object({ share, line, parts: logisticSchema }).nullable(),
});

export type CoreRecord = z.output<typeof coreRecordSchema>;

/** What ranks in the core, to be kept; models that only serve comparison are left out. */
export function recordOfCore(core: RankingCore): CoreRecord {
  const { features, models, drift, line: ofMix } = core.parts;
  const of = (name: string) => models.find((each) => each.name === name);
  const [boosting, logistic] = [of('boosting'), of('logistic')];
  return {
    featureNames: features.map(({ name }) => name),
    line: ofMix,
    drift: drift?.parts ?? null,
    boosting:
      boosting?.model instanceof TreeEnsemble
        ? { share: boosting.share, line: boosting.line, parts: treeRecord(boosting.model) }
        : null,
    logistic:
      logistic?.model instanceof LogisticRegression
        ? { share: logistic.share, line: logistic.line, parts: logisticRecord(logistic.model) }
        : null,
  };
}

/** The core of a record over these features and rates; `undefined` where the record was made for other features. */
export function coreOfRecord(
  record: CoreRecord,
  features: readonly Feature[],
  book: RateBook,
): RankingCore | undefined {
  const { featureNames, boosting, logistic, drift } = record;
  if (featureNames.length !== features.length) return undefined;
  if (featureNames.some((name, index) => name !== features[index]?.name)) return undefined;
  const models: { name: 'boosting' | 'logistic'; model: RankingModel; line: CoreRecord['line'] }[] = [];
  if (boosting !== null) models.push({ name: 'boosting', model: treesOf(boosting.parts), line: boosting.line });
  if (logistic !== null) models.push({ name: 'logistic', model: logisticOf(logistic.parts), line: logistic.line });
  return new RankingCore({
    features,
    book,
    models,
    shares: { boosting: boosting?.share ?? 0, logistic: logistic?.share ?? 0 },
    line: record.line,
    drift: drift === null ? undefined : Drift.from(drift),
  });
}

function treeRecord({ parts }: TreeEnsemble): z.output<typeof treesSchema> {
  return {
    base: parts.base,
    scale: parts.scale,
    edges: parts.edges.map((each) => [...each]),
    trees: parts.trees.map((tree) => ({
      features: [...tree.features],
      bins: [...tree.bins],
      missingLeft: [...tree.missingLeft],
      lefts: [...tree.lefts],
      rights: [...tree.rights],
      values: [...tree.values],
    })),
  };
}

function treesOf({ base, trees, scale, edges }: z.output<typeof treesSchema>): TreeEnsemble {
  return new TreeEnsemble(
    base,
    trees,
    scale,
    edges.map((each) => Float64Array.from(each)),
  );
}

function logisticRecord({ parts }: LogisticRegression): z.output<typeof logisticSchema> {
  const { means, inverseSpreads } = parts.scaling.parts;
  return {
    features: [...parts.features],
    means: [...means],
    inverseSpreads: [...inverseSpreads],
    coefficients: [...parts.coefficients],
    curvatures: [...parts.curvatures],
  };
}

function logisticOf(parts: z.output<typeof logisticSchema>): LogisticRegression {
  return new LogisticRegression(
    Int32Array.from(parts.features),
    new Scaling(Float64Array.from(parts.means), Float64Array.from(parts.inverseSpreads)),
    Float64Array.from(parts.coefficients),
    Float64Array.from(parts.curvatures),
  );
}
