import { seededUniform } from '../random.ts';
import { baseLogOdds, sigmoid, type Labels, type Matrix, type RankingModel } from './model.ts';
import { Scaling } from './scaling.ts';

/** The network of the paper: 128 inputs, two hidden layers of 64 with ReLU, one sigmoid. */
const INPUTS = 128;
const HIDDEN = 64;
const EPOCHS = 40;
const BATCH = 32;
const LEARNING_RATE = 1e-3;
const MOST_PAIRS = 4000;

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Weights row by row (an output's inputs side by side), then the biases. */
  readonly numbers: Float64Array;
}

/** For comparison only: it has no additive explanation, so all of its log-odds are the unexplained rest. */
class DenseNetwork implements RankingModel {
  readonly #scaling: Scaling;
  readonly #layers: readonly Layer[];
  readonly #priorShift: number;
  readonly #activations: readonly Float64Array[];

  constructor(scaling: Scaling, layers: readonly Layer[], priorShift: number) {
    this.#scaling = scaling;
    this.#layers = layers;
    this.#priorShift = priorShift;
    this.#activations = activationsOf(layers);
  }

  logOdds(values: Float64Array, at: number): number {
    const [input] = this.#activations;
    if (input === undefined) return this.#priorShift;
    for (let feature = 0; feature < Math.min(INPUTS, this.#scaling.width); feature++)
      input[feature] = this.#scaling.scaled(values[at + feature] ?? NaN, feature);
    return forward(this.#layers, this.#activations) + this.#priorShift;
  }

  explain(values: Float64Array, at: number): number {
    return this.logOdds(values, at);
  }
}

/** Trained as in the paper on equally many true and false events; the log-odds are then corrected to the real share. */
export function fitNetwork(matrix: Matrix, labels: Labels, seed: number): RankingModel {
  const uniform = seededUniform(seed);
  const scaling = Scaling.of(matrix);
  const layers = [
    initialLayer(INPUTS, HIDDEN, uniform),
    initialLayer(HIDDEN, HIDDEN, uniform),
    initialLayer(HIDDEN, 1, uniform),
  ];
  const activations = activationsOf(layers);
  const descent = layers.map(({ numbers }) => new Adam(numbers));
  const [falses, trues] = [0, 1].map((label) =>
    [...labels.labels.keys()].filter((row) => labels.labels[row] === label),
  );
  const pairs = Math.min(MOST_PAIRS, falses?.length ?? 0, trues?.length ?? 0);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rows = shuffled([...drawn(falses ?? [], pairs, uniform), ...drawn(trues ?? [], pairs, uniform)], uniform);
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH);
      for (const row of batch) {
        const [input] = activations;
        for (let feature = 0; feature < Math.min(INPUTS, matrix.width); feature++)
          if (input !== undefined)
            input[feature] = scaling.scaled(matrix.values[row * matrix.width + feature] ?? NaN, feature);
        const error = sigmoid(forward(layers, activations)) - (labels.labels[row] ?? 0);
        backward(layers, activations, error / batch.length, descent);
      }
      for (const each of descent) each.step();
    }
  }
  return new DenseNetwork(scaling, layers, baseLogOdds(labels));
}

function initialLayer(inputs: number, outputs: number, uniform: () => number): Layer {
  const numbers = new Float64Array((inputs + 1) * outputs);
  const reach = Math.sqrt(6 / inputs);
  for (let at = 0; at < inputs * outputs; at++) numbers[at] = (2 * uniform() - 1) * reach;
  return { inputs, outputs, numbers };
}

function activationsOf(layers: readonly Layer[]): readonly Float64Array[] {
  return [new Float64Array(INPUTS), ...layers.map(({ outputs }) => new Float64Array(outputs))];
}

/** Fills the activations from the first one on; returns the last layer's only output, before the sigmoid. */
function forward(layers: readonly Layer[], activations: readonly Float64Array[]): number {
  for (const [index, { inputs, outputs, numbers }] of layers.entries()) {
    const from = activations[index];
    const to = activations[index + 1];
    if (from === undefined || to === undefined) break;
    for (let output = 0; output < outputs; output++) {
      let sum = numbers[inputs * outputs + output] ?? 0;
      for (let input = 0; input < inputs; input++) sum += (numbers[output * inputs + input] ?? 0) * (from[input] ?? 0);
      to[output] = index < layers.length - 1 ? Math.max(0, sum) : sum;
    }
  }
  return activations.at(-1)?.[0] ?? 0;
}

function backward(
  layers: readonly Layer[],
  activations: readonly Float64Array[],
  error: number,
  descent: readonly Adam[],
): void {
  let errors = Float64Array.of(error);
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    const from = activations[index];
    const gradient = descent[index]?.gradient;
    if (layer === undefined || from === undefined || gradient === undefined) break;
    const { inputs, outputs, numbers } = layer;
    const before = new Float64Array(inputs);
    for (let output = 0; output < outputs; output++) {
      const each = errors[output] ?? 0;
      if (each === 0) continue;
      gradient[inputs * outputs + output] = (gradient[inputs * outputs + output] ?? 0) + each;
      for (let input = 0; input < inputs; input++) {
        const at = output * inputs + input;
        gradient[at] = (gradient[at] ?? 0) + each * (from[input] ?? 0);
        if ((from[input] ?? 0) > 0) before[input] = (before[input] ?? 0) + each * (numbers[at] ?? 0);
      }
    }
    errors = before;
  }
}

class Adam {
  readonly gradient: Float64Array;
  readonly #numbers: Float64Array;
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  #steps = 0;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
    this.gradient = new Float64Array(numbers.length);
    this.#means = new Float64Array(numbers.length);
    this.#squares = new Float64Array(numbers.length);
  }

  step(): void {
    this.#steps++;
    const rate = (LEARNING_RATE * Math.sqrt(1 - 0.999 ** this.#steps)) / (1 - 0.9 ** this.#steps);
    for (let at = 0; at < this.gradient.length; at++) {
      const gradient = this.gradient[at] ?? 0;
      const mean = 0.9 * (this.#means[at] ?? 0) + 0.1 * gradient;
      const square = 0.999 * (this.#squares[at] ?? 0) + 0.001 * gradient * gradient;
      this.#means[at] = mean;
      this.#squares[at] = square;
      this.#numbers[at] = (this.#numbers[at] ?? 0) - (rate * mean) / (Math.sqrt(square) + 1e-8);
    }
    this.gradient.fill(0);
  }
}

function drawn(from: readonly number[], count: number, uniform: () => number): readonly number[] {
  return shuffled([...from], uniform).slice(0, count);
}

function shuffled(items: number[], uniform: () => number): number[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(uniform() * (at + 1));
    [items[at], items[other]] = [items[other] ?? 0, items[at] ?? 0];
  }
  return items;
}
