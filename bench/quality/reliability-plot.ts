import type { ReliabilityBin } from '../../analytics/ranking/ranking-measures.ts';

const WIDTH = 50;
const PREDICTED = 'o';
const HAPPENED = 'x';
const BOTH = '*';

/** A line for each step of probability in which there are events: what was predicted and what happened, on a scale from 0 to 1. */
export function reliabilityPlot(bins: readonly ReliabilityBin[]): readonly string[] {
  const filled = bins.filter(({ events }) => events > 0);
  return [
    `predicted ${PREDICTED}  happened ${HAPPENED}   events  0${' '.repeat(WIDTH - 1)}1`,
    ...filled.map(
      ({ events, predicted, happened }) =>
        `${predicted.toFixed(3).padStart(9)}${happened.toFixed(3).padStart(12)}${String(events).padStart(9)}  ` +
        scale(predicted, happened),
    ),
  ];
}

function scale(predicted: number, happened: number): string {
  const cells: string[] = Array.from({ length: WIDTH + 1 }, (_, at) => (at % 10 === 0 ? '|' : '.'));
  const [one, other] = [Math.round(predicted * WIDTH), Math.round(happened * WIDTH)];
  cells[one] = PREDICTED;
  cells[other] = one === other ? BOTH : HAPPENED;
  return cells.join('');
}
