import { FeatureTable } from '../ranking/fit/feature-table.ts';
import { fitCore, fitCoreBy, type FittedCore, type TrainingSet } from '../ranking/fit/fit-core.ts';
import { timeFolds } from '../ranking/fit/folds.ts';
import { recordOfCore } from '../ranking/core-record.ts';
import { ContextFeatures } from '../ranking/past/context-features.ts';
import { NameClusters } from '../ranking/past/name-clusters.ts';
import { RowKeys } from '../ranking/past/row-keys.ts';
import type { RankingRow } from '../ranking/ranking-row.ts';
import { RateBook } from '../ranking/rates/rate-book.ts';
import type { Closed, Opened } from './deed.ts';
import { DESK_COLUMNS } from './event-row.ts';
import { measured } from './measured.ts';
import type { ModelVersion } from './model-version.ts';
import { Standing } from './standing.ts';

/** With fewer of either the models would learn chance. */
const LEAST_OF_EACH_LABEL = 20;
const MOST_SENSOR_NAMES = 4000;
/** Of the closings, the later ones: how a model of the earlier ones would have done on them. */
const TESTED_SHARE = 0.2;
const LEAST_TESTED_OF_EACH = 5;
const WITHOUT_CHALLENGERS = { withChallengers: false };

type Counting = readonly (Opened | Closed)[];

/**
 * Fits a model on what happened, in order; `undefined` where too little was closed as true or as false. Features, settings, mix and
 * calibration are chosen once, on what was known before the last closings; these tell how well that went, and are then
 * fitted on with the others. Takes a core for seconds.
 */
export function fitVersion(deeds: Counting, id: string, madeAtMillis: number): ModelVersion | undefined {
  const splitMillis = testedFromMillis(deeds);
  const earlier =
    splitMillis === undefined ? undefined : pastOf(deeds.filter(({ atMillis }) => atMillis < splitMillis));
  const whole = pastOf(deeds);
  if (whole === undefined) return undefined;
  if (earlier === undefined)
    return versionOf(whole, fitCore(whole.set, timeFolds(whole.set.labels), WITHOUT_CHALLENGERS), id, madeAtMillis);
  const chosen = fitCore(earlier.set, timeFolds(earlier.set.labels), WITHOUT_CHALLENGERS);
  const backtest = backtested(deeds, versionOf(earlier, chosen, id, madeAtMillis));
  const fitted = fitCoreBy(chosen.settings, whole.set, timeFolds(whole.set.labels));
  return { ...versionOf(whole, fitted, id, madeAtMillis), backtest };
}

/** What there is to fit on. */
interface Past {
  readonly set: TrainingSet;
  readonly sensorNames: readonly string[];
  readonly openings: number;
  readonly fromMillis: number;
  readonly untilMillis: number;
}

function pastOf(deeds: Counting): Past | undefined {
  const labelOf = new Map<string, 0 | 1>();
  for (const deed of deeds) if (deed.kind === 'closed') labelOf.set(deed.eventId, deed.label);
  const openings = deeds.filter((deed) => deed.kind === 'opened');
  const labels = Uint8Array.from(openings.flatMap(({ eventId }) => labelOf.get(eventId) ?? []));
  const trues = truesIn(labels);
  if (Math.min(trues, labels.length - trues) < LEAST_OF_EACH_LABEL) return undefined;
  const rows = inRisingTime(openings.map(({ row }) => row));
  const sensorNames = [...new Set(rows.map(({ sensor }) => sensor))].slice(0, MOST_SENSOR_NAMES);
  const keys = new RowKeys(NameClusters.of(sensorNames));
  const { numericColumns, wordColumns } = DESK_COLUMNS;
  const table = new FeatureTable(
    rows.map((row) => keys.keysOf(row)),
    openings.map(({ eventId }) => labelOf.has(eventId)),
    new ContextFeatures(numericColumns),
    new RateBook(wordColumns, new Float64Array(0), 0).features,
  );
  return {
    set: { table, labels, wordColumns },
    sensorNames,
    openings: openings.length,
    fromMillis: deeds[0]?.atMillis ?? -Infinity,
    untilMillis: deeds.reduce((latest, { atMillis }) => Math.max(latest, atMillis), -Infinity),
  };
}

function versionOf(
  { set: { table, labels }, sensorNames, openings, fromMillis, untilMillis }: Past,
  { core, report }: FittedCore,
  id: string,
  madeAtMillis: number,
): ModelVersion {
  return {
    id,
    madeAtMillis,
    fromMillis,
    untilMillis,
    openings,
    closings: labels.length,
    trues: truesIn(labels),
    leftOut: [...report.leftOut],
    boostingShare: report.boostingShare,
    treeDepth: report.treeDepth,
    information: report.information.map(({ name, bits }) => ({ name, bits })),
    backtest: null,
    originSeconds: table.rows.at(-1)?.timeSeconds ?? 0,
    strengths: [...report.strengths],
    sensorNames: [...sensorNames],
    core: recordOfCore(core),
  };
}

function truesIn(labels: Uint8Array): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

/** As at the desk: no time passes while a clock that was set back is where it was already. */
function inRisingTime(rows: readonly RankingRow[]): readonly RankingRow[] {
  let latest = -Infinity;
  return rows.map((row) => ({ ...row, timeSeconds: (latest = Math.max(latest, row.timeSeconds)) }));
}

/** From when on closings are a test; `undefined` where they are too few of one kind to tell anything. */
function testedFromMillis(deeds: Counting): number | undefined {
  const closings = deeds.filter((deed) => deed.kind === 'closed');
  const splitMillis = closings[Math.floor(closings.length * (1 - TESTED_SHARE))]?.atMillis ?? Infinity;
  const later = closings.filter(({ atMillis }) => atMillis >= splitMillis);
  const trues = later.filter(({ label }) => label === 1).length;
  return Math.min(trues, later.length - trues) < LEAST_TESTED_OF_EACH ? undefined : splitMillis;
}

/** Plays what happened to a model of what was known earlier and to the rules, as the desk would have. */
function backtested(deeds: Counting, earlier: ModelVersion): ModelVersion['backtest'] {
  return {
    fitted: measured(outcomesOf(new Standing(earlier), deeds, earlier.untilMillis)),
    rules: measured(outcomesOf(new Standing(undefined), deeds, earlier.untilMillis)),
  };
}

/** What the model said of events that opened later and were closed, and how they were closed. */
function outcomesOf(standing: Standing, deeds: Counting, untilMillis: number) {
  const said = new Map<string, number>();
  const logOdds: number[] = [];
  const labels: number[] = [];
  for (const deed of deeds) {
    if (deed.kind === 'opened') {
      const judgement = standing.opened(deed);
      if (deed.atMillis > untilMillis && judgement !== undefined) said.set(deed.eventId, judgement.logOdds);
      continue;
    }
    standing.closed(deed);
    const value = said.get(deed.eventId);
    if (value === undefined) continue;
    logOdds.push(value);
    labels.push(deed.label);
  }
  return { logOdds: Float64Array.from(logOdds), labels: Uint8Array.from(labels) };
}
