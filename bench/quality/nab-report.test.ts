import { describe, expect, it } from 'vitest';
import { parseNabSeries } from './nab-corpus.ts';
import { reportNab } from './nab-report.ts';

/** A hundred rows, a minute apart, with a window over rows 50 to 59. */
function hourAndMore(name: string) {
  const rows = Array.from({ length: 100 }, (_, row) => `2014-04-01 ${timeOf(row)},${row}`);
  return parseNabSeries(name, ['timestamp,value', ...rows, ''].join('\n'), [
    [`2014-04-01 ${timeOf(50)}.000000`, `2014-04-01 ${timeOf(59)}.000000`],
  ]);
}

function timeOf(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(11, 19);
}

function scores(marks: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: 100 }, (_, row) => marks[row] ?? 0);
}

describe('a NAB series', () => {
  it('has its values, its times, its category, and its windows as rows', () => {
    const series = hourAndMore('tides/one.csv');
    expect(series.category).toBe('tides');
    expect(series.values[7]).toBe(7);
    expect((series.observedAtMillis[8] ?? 0) - (series.observedAtMillis[7] ?? 0)).toBe(60_000);
    expect(series.windows).toEqual([{ firstRow: 50, lastRow: 59 }]);
  });
});

describe('the report', () => {
  it('chooses a left-out category’s threshold on the others', () => {
    const report = reportNab([
      { series: hourAndMore('loud/one.csv'), scores: scores({ 50: 0.9 }) },
      { series: hourAndMore('faint/one.csv'), scores: scores({ 50: 0.5 }) },
    ]);
    expect(report.map(({ profile }) => profile)).toEqual(['standard', 'reward_low_FP_rate', 'reward_low_FN_rate']);
    expect(report[0]?.bestThreshold).toMatchObject({ score: 100, windowsHit: 2, falsePositiveRows: 0 });
    expect(report[0]?.leaveOneCategoryOut).toMatchObject({ score: 50, windowsHit: 1 });
    expect(
      report[0]?.categories.map(({ category, leaveOneCategoryOut }) => [category, leaveOneCategoryOut.threshold]),
    ).toEqual([
      ['loud', 0.5],
      ['faint', 0.9],
    ]);
  });

  it('gives a category without a window no score of its own', () => {
    const quiet = { ...hourAndMore('quiet/one.csv'), windows: [] };
    const report = reportNab([{ series: quiet, scores: scores({ 50: 1 }) }]);
    expect(report[0]?.categories[0]?.bestThreshold.score).toBeUndefined();
  });
});
