import type { CategoryScore, ProfileReport, Score } from './nab-report.ts';

interface NabFigures {
  readonly series: number;
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly profiles: readonly ProfileReport[];
}

/** The figures as lines to read. */
export function describeNab({ series, rows, rowsPerSecond, profiles }: NabFigures): string[] {
  return [
    `NAB: ${series} series, ${rows} rows, ${rowsPerSecond} rows/s`,
    'best: one threshold for all series, chosen on them. left out: for each category, the threshold chosen on the others.',
    ...profiles.flatMap(describeProfile),
  ];
}

function describeProfile({ profile, bestThreshold, leaveOneCategoryOut, categories }: ProfileReport): string[] {
  return [
    '',
    columns(profile, bestThreshold, leaveOneCategoryOut),
    ...categories.map(({ category, bestThreshold: best, leaveOneCategoryOut: leftOut }) =>
      columns(`  ${category}`, best, leftOut),
    ),
  ];
}

function columns(name: string, best: Score | CategoryScore, leftOut: Score | CategoryScore): string {
  return `${name.padEnd(26)} best ${describeScore(best)}   left out ${describeScore(leftOut)}`;
}

function describeScore({ score, windowsHit, windows, falsePositiveRows }: Score | CategoryScore): string {
  const value = (score === undefined ? '-' : score.toFixed(1)).padStart(6);
  return `${value}, ${String(windowsHit).padStart(2)} of ${String(windows).padStart(2)} windows, ${String(falsePositiveRows).padStart(3)} false rows`;
}
