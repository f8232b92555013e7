import { solveSymmetric } from './linear-solver.ts';
import { baseLogOdds, narrowed, sigmoid, type Labels, type Matrix, type RankingModel } from './model.ts';
import { Scaling } from './scaling.ts';

const MOST_ROUNDS = 25;
/** Share of the loss. */
const ENOUGH = 1e-3;
const MOST_HALVINGS = 6;
const LEAST_CURVATURE = 1e-6;
/** Rows that are added up together. */
const BLOCK = 4;

/** Ridge-penalised logistic regression on standardised features; fitted in a batch, then taught closing by closing. */
export class LogisticRegression implements RankingModel {
  readonly #features: Int32Array;
  readonly #scaling: Scaling;
  /** One for each of its features, then the intercept. */
  readonly #coefficients: Float64Array;
  /** Curvature known for each coefficient: what is well known moves little. */
  readonly #curvatures: Float64Array;

  constructor(features: Int32Array, scaling: Scaling, coefficients: Float64Array, curvatures: Float64Array) {
    this.#features = features;
    this.#scaling = scaling;
    this.#coefficients = coefficients;
    this.#curvatures = curvatures;
  }

  /** What it is at the moment; as plain data it can be kept. */
  get parts() {
    return {
      features: this.#features,
      scaling: this.#scaling,
      coefficients: this.#coefficients.slice(),
      curvatures: this.#curvatures.slice(),
    };
  }

  logOdds(values: Float64Array, at: number): number {
    return (
      (this.#coefficients[this.#features.length] ?? 0) +
      this.#scaling.weighed(values, at, this.#features, this.#coefficients)
    );
  }

  explain(values: Float64Array, at: number, out: Float64Array): number {
    const count = this.#features.length;
    for (let index = 0; index < count; index++) {
      const feature = this.#features[index] ?? 0;
      out[feature] = (out[feature] ?? 0) + this.#credit(values, at, index);
    }
    return this.#coefficients[count] ?? 0;
  }

  /** One step towards a closed event, each coefficient by the inverse of the curvature known of it, with many sharing the error. */
  learn(values: Float64Array, at: number, label: 0 | 1): void {
    const count = this.#features.length;
    const probability = sigmoid(this.logOdds(values, at));
    const error = (label - probability) / Math.sqrt(count + 1);
    const curvature = probability * (1 - probability);
    for (let index = 0; index <= count; index++) {
      const input = index === count ? 1 : this.#input(values, at, index);
      if (input === 0) continue;
      const known = (this.#curvatures[index] ?? 0) + curvature * input * input;
      this.#curvatures[index] = known;
      this.#coefficients[index] = (this.#coefficients[index] ?? 0) + (error * input) / known;
    }
  }

  #credit(values: Float64Array, at: number, index: number): number {
    return (this.#coefficients[index] ?? 0) * this.#input(values, at, index);
  }

  #input(values: Float64Array, at: number, index: number): number {
    return this.#scaling.scaled(values[at + (this.#features[index] ?? 0)] ?? NaN, index);
  }
}

/** Newton's method on some of the features; steps that make things worse are halved. Half a coefficient's square costs `penalty`. */
export function fitLogistic(all: Matrix, labels: Labels, features: Int32Array, penalty: number): LogisticRegression {
  const matrix = narrowed(all, features);
  const scaling = Scaling.of(matrix);
  const size = matrix.width + 1;
  const inputs = scaledInputs(matrix, scaling);
  let coefficients = new Float64Array(size);
  coefficients[matrix.width] = baseLogOdds(labels);
  let loss = lossOf(inputs, labels, coefficients, penalty);
  let curvatures = new Float64Array(size);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { step, diagonal } = newtonStep(inputs, labels, coefficients, penalty);
    curvatures = diagonal;
    let scale = 1;
    let moved = coefficients;
    let lossThere = Infinity;
    for (let halving = 0; halving < MOST_HALVINGS && !(lossThere < loss); halving++, scale /= 2) {
      const by = scale;
      moved = coefficients.map((value, index) => value + by * (step[index] ?? 0));
      lossThere = lossOf(inputs, labels, moved, penalty);
    }
    if (!(lossThere < loss)) break;
    const gained = loss - lossThere;
    coefficients = moved;
    loss = lossThere;
    if (gained < ENOUGH * loss) break;
  }
  return new LogisticRegression(features, scaling, coefficients, curvatures);
}

/** Rows of standard scores, each followed by a 1 for the intercept; rows of zeros fill the last block up. */
function scaledInputs(matrix: Matrix, scaling: Scaling): Float64Array {
  const size = matrix.width + 1;
  const rows = matrix.values.length / matrix.width;
  const inputs = new Float64Array(Math.ceil(rows / BLOCK) * BLOCK * size);
  for (let row = 0; row < rows; row++) {
    for (let feature = 0; feature < matrix.width; feature++)
      inputs[row * size + feature] = scaling.scaled(matrix.values[row * matrix.width + feature] ?? NaN, feature);
    inputs[row * size + matrix.width] = 1;
  }
  return inputs;
}

function predicted(inputs: Float64Array, row: number, coefficients: Float64Array): number {
  const size = coefficients.length;
  const first = row * size;
  let even = 0;
  let odd = 0;
  let at = 0;
  for (; at + 1 < size; at += 2) {
    even += (inputs[first + at] ?? 0) * (coefficients[at] ?? 0);
    odd += (inputs[first + at + 1] ?? 0) * (coefficients[at + 1] ?? 0);
  }
  if (at < size) even += (inputs[first + at] ?? 0) * (coefficients[at] ?? 0);
  return even + odd;
}

function lossOf(
  inputs: Float64Array,
  { labels, weights }: Labels,
  coefficients: Float64Array,
  penalty: number,
): number {
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const logOdds = predicted(inputs, row, coefficients);
    const wrong = labels[row] === 1 ? -logOdds : logOdds;
    loss += (weights[row] ?? 0) * (wrong > 30 ? wrong : Math.log1p(Math.exp(wrong)));
  }
  for (let at = 0; at < coefficients.length - 1; at++) loss += (penalty / 2) * (coefficients[at] ?? 0) ** 2;
  return loss;
}

/** What a block of rows adds: four rows at a time, so that each sum is loaded and stored once for all of them. */
function addBlock(
  inputs: Float64Array,
  first: number,
  errors: Float64Array,
  bends: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const size = gradient.length;
  const second = first + size;
  const third = second + size;
  const fourth = third + size;
  for (let one = 0; one < size; one++) {
    const input1 = inputs[first + one] ?? 0;
    const input2 = inputs[second + one] ?? 0;
    const input3 = inputs[third + one] ?? 0;
    const input4 = inputs[fourth + one] ?? 0;
    if (input1 === 0 && input2 === 0 && input3 === 0 && input4 === 0) continue;
    gradient[one] =
      (gradient[one] ?? 0) +
      (errors[0] ?? 0) * input1 +
      (errors[1] ?? 0) * input2 +
      (errors[2] ?? 0) * input3 +
      (errors[3] ?? 0) * input4;
    const bent1 = (bends[0] ?? 0) * input1;
    const bent2 = (bends[1] ?? 0) * input2;
    const bent3 = (bends[2] ?? 0) * input3;
    const bent4 = (bends[3] ?? 0) * input4;
    const line = one * size;
    for (let other = 0; other <= one; other++)
      hessian[line + other] =
        (hessian[line + other] ?? 0) +
        bent1 * (inputs[first + other] ?? 0) +
        bent2 * (inputs[second + other] ?? 0) +
        bent3 * (inputs[third + other] ?? 0) +
        bent4 * (inputs[fourth + other] ?? 0);
  }
}

function newtonStep(inputs: Float64Array, { labels, weights }: Labels, coefficients: Float64Array, penalty: number) {
  const size = coefficients.length;
  const hessian = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  const errors = new Float64Array(BLOCK);
  const bends = new Float64Array(BLOCK);
  for (let row = 0; row < labels.length; row += BLOCK) {
    for (let of = 0; of < BLOCK; of++) {
      const weight = weights[row + of] ?? 0;
      const probability = sigmoid(predicted(inputs, row + of, coefficients));
      errors[of] = weight * ((labels[row + of] ?? 0) - probability);
      bends[of] = weight * Math.max(LEAST_CURVATURE, probability * (1 - probability));
    }
    addBlock(inputs, row * size, errors, bends, gradient, hessian);
  }
  for (let at = 0; at < size; at++) {
    const isIntercept = at === size - 1;
    hessian[at * size + at] = (hessian[at * size + at] ?? 0) + (isIntercept ? LEAST_CURVATURE : penalty);
    if (!isIntercept) gradient[at] = (gradient[at] ?? 0) - penalty * (coefficients[at] ?? 0);
  }
  const diagonal = Float64Array.from({ length: size }, (_, at) => hessian[at * size + at] ?? 0);
  return { step: solveSymmetric(hessian, gradient), diagonal };
}
