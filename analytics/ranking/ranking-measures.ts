/** Scores and labels of the same events, side by side. */
export interface Outcomes {
  readonly logOdds: Float64Array;
  readonly labels: Uint8Array;
}

export interface ReliabilityBin {
  readonly events: number;
  readonly predicted: number;
  readonly happened: number;
}

export interface RankingMeasures {
  readonly averagePrecision: number;
  readonly areaUnderCurve: number;
  readonly precisionInTopTenth: number;
  readonly brier: number;
  /** Share of the Brier score of always saying the mean that is saved. */
  readonly brierSkill: number;
  /** Mean distance of predicted and true shares over ten bins of equal width, weighted by events. */
  readonly calibrationError: number;
  readonly reliability: readonly ReliabilityBin[];
}

const BINS = 10;
const TOP_SHARE = 0.1;

export function measureRanking({ logOdds, labels }: Outcomes): RankingMeasures {
  const probabilities = logOdds.map((value) => 1 / (1 + Math.exp(-value)));
  const order = Int32Array.from(labels.keys()).sort((one, other) => (logOdds[other] ?? 0) - (logOdds[one] ?? 0));
  const top = order.subarray(0, Math.ceil(labels.length * TOP_SHARE));
  const mean = share(labels);
  const brier = meanSquare(labels, (row) => probabilities[row] ?? 0);
  const reliability = reliabilityBins(probabilities, labels);
  return {
    averagePrecision: averagePrecision(order, logOdds, labels),
    areaUnderCurve: areaUnderCurve(order, logOdds, labels),
    precisionInTopTenth: top.reduce((sum, row) => sum + (labels[row] ?? 0), 0) / top.length,
    brier,
    brierSkill: 1 - brier / meanSquare(labels, () => mean),
    calibrationError: reliability.reduce(
      (sum, { events, predicted, happened }) => sum + (events / labels.length) * Math.abs(predicted - happened),
      0,
    ),
    reliability,
  };
}

/** Mean over true events of the precision down to them; events of equal score share one precision. */
function averagePrecision(order: Int32Array, logOdds: Float64Array, labels: Uint8Array): number {
  let [found, sum] = [0, 0];
  for (const { from, to, trues } of ties(order, logOdds, labels)) {
    found += trues;
    sum += trues * (found / to);
    if (from >= to) break;
  }
  return sum / found;
}

/** Chance that a true event stands before a false one. */
function areaUnderCurve(order: Int32Array, logOdds: Float64Array, labels: Uint8Array): number {
  let [trues, falses, sum] = [0, 0, 0];
  for (const tie of ties(order, logOdds, labels)) {
    const falsesInTie = tie.to - tie.from - tie.trues;
    sum += falsesInTie * (trues + tie.trues / 2);
    trues += tie.trues;
    falses += falsesInTie;
  }
  return sum / (trues * falses);
}

function* ties(order: Int32Array, logOdds: Float64Array, labels: Uint8Array) {
  for (let from = 0; from < order.length;) {
    const score = logOdds[order[from] ?? 0];
    let to = from;
    let trues = 0;
    for (; to < order.length && logOdds[order[to] ?? 0] === score; to++) trues += labels[order[to] ?? 0] ?? 0;
    yield { from, to, trues };
    from = to;
  }
}

function reliabilityBins(probabilities: Float64Array, labels: Uint8Array): readonly ReliabilityBin[] {
  const sums = Array.from({ length: BINS }, () => ({ events: 0, predicted: 0, happened: 0 }));
  for (const [row, probability] of probabilities.entries()) {
    const bin = sums[Math.min(BINS - 1, Math.floor(probability * BINS))];
    if (bin === undefined) continue;
    bin.events++;
    bin.predicted += probability;
    bin.happened += labels[row] ?? 0;
  }
  return sums.map(({ events, predicted, happened }) => ({
    events,
    predicted: events === 0 ? 0 : predicted / events,
    happened: events === 0 ? 0 : happened / events,
  }));
}

/** The middle 90 % of a figure over resampled events. */
export function bootstrapInterval(
  outcomes: readonly Outcomes[],
  figure: (resampled: readonly Outcomes[]) => number,
  uniform: () => number,
  rounds = 200,
): readonly [number, number] {
  const rows = outcomes[0]?.labels.length ?? 0;
  const figures = Float64Array.from({ length: rounds }, () => {
    const drawn = Int32Array.from({ length: rows }, () => Math.floor(uniform() * rows));
    return figure(
      outcomes.map(({ logOdds, labels }) => ({
        logOdds: Float64Array.from(drawn, (row) => logOdds[row] ?? 0),
        labels: Uint8Array.from(drawn, (row) => labels[row] ?? 0),
      })),
    );
  }).sort();
  return [figures[Math.floor(rounds * 0.05)] ?? NaN, figures[Math.floor(rounds * 0.95)] ?? NaN];
}

function share(labels: Uint8Array): number {
  return labels.reduce((sum, label) => sum + label, 0) / labels.length;
}

function meanSquare(labels: Uint8Array, predicted: (row: number) => number): number {
  return labels.reduce((sum, label, row) => sum + (predicted(row) - label) ** 2, 0) / labels.length;
}
