import { join } from 'node:path';
import { isNabFolder, measureNab } from '../measure-nab.ts';
import { describeNab } from '../nab-lines.ts';
import type { QualitySuite } from '../suite.ts';

/** `dataFolder` may be the archive itself. */
export const suite: QualitySuite = {
  summary: 'the series score by the rules of the Numenta Anomaly Benchmark',
  needs: 'nab/ with data/ and labels/combined_windows.json',
  async measure({ dataFolder, progress }) {
    const places = dataFolder === undefined ? [] : [join(dataFolder, 'nab'), dataFolder];
    const folder = places.find(isNabFolder);
    if (folder === undefined) return undefined;
    const figures = measureNab(folder, (done, of) => progress(`${done} of ${of} series`));
    return { lines: describeNab(figures), figures };
  },
};
