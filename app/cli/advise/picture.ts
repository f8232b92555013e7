import type { ScoredSeries } from '../../../analytics/advise/advise.ts';
import type { Incident } from '../../../analytics/advise/incident.ts';

const WIDTH = 72;
const HEIGHT = 8;
const LABEL_WIDTH = 13;

export interface Mark {
  readonly label: string;
  readonly level: number;
}

/** The highest score of each stretch of time as a bar, thresholds as lines across, incidents marked below. */
export function picture(series: ScoredSeries, incidents: readonly Incident[], marks: readonly Mark[]): string[] {
  const firstMillis = series.observedAtMillis[0] ?? NaN;
  const lastMillis = series.observedAtMillis.at(-1) ?? NaN;
  const columnOf = (millis: number): number =>
    Math.floor((WIDTH * (millis - firstMillis)) / (lastMillis - firstMillis + 1));
  const highest = highestPerColumn(series, columnOf);
  const top = Math.max(...highest, ...marks.map(({ level }) => level));
  const lineOf = (level: number): number => Math.min(HEIGHT - 1, Math.floor((HEIGHT * level) / top));
  const lines = Array.from({ length: HEIGHT }, (_, index) => {
    const line = HEIGHT - 1 - index;
    const here = marks.filter(({ level }) => lineOf(level) === line);
    const label =
      here.length > 0 ? here.map((mark) => mark.label).join(', ') : index === 0 ? `score ${top.toFixed(1)}` : '';
    const blank = here.length > 0 ? '-' : ' ';
    const bars = highest.map((level) => (level > 0 && lineOf(level) >= line ? '#' : blank)).join('');
    return `${label.padStart(LABEL_WIDTH)} |${bars}`.trimEnd();
  });
  return [
    ...lines,
    `${'incidents'.padStart(LABEL_WIDTH)} |${incidentLine(incidents, columnOf)}`,
    timeAxis(firstMillis, lastMillis),
  ];
}

function highestPerColumn({ observedAtMillis, scores }: ScoredSeries, columnOf: (millis: number) => number): number[] {
  const highest = Array.from({ length: WIDTH }, () => 0);
  for (const [row, score] of scores.entries()) {
    const column = columnOf(observedAtMillis[row] ?? NaN);
    if (score > (highest[column] ?? 0)) highest[column] = score;
  }
  return highest;
}

function incidentLine(incidents: readonly Incident[], columnOf: (millis: number) => number): string {
  const cells = Array.from({ length: WIDTH }, () => ' ');
  for (const { startMillis, endMillis } of incidents) {
    for (let column = columnOf(startMillis); column <= Math.min(columnOf(endMillis), WIDTH - 1); column += 1)
      cells[column] = '^';
  }
  return cells.join('').trimEnd();
}

function timeAxis(firstMillis: number, lastMillis: number): string {
  const [first, last] = [minuteOf(firstMillis), minuteOf(lastMillis)];
  return `${' '.repeat(LABEL_WIDTH + 2)}${first}${last.padStart(WIDTH - first.length)}`;
}

/** `2014-02-14 14:30` in UTC. */
export function minuteOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 16).replace('T', ' ');
}
