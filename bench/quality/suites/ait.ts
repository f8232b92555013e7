import { join } from 'node:path';
import { correlationSchema } from '../../../analytics/correlation/correlation-rules.ts';
import { describeAit } from '../ait-lines.ts';
import { isAitFolder, measureAit } from '../ait-measure.ts';
import type { QualitySuite } from '../suite.ts';

/** `dataFolder` may be the folder of the scenarios itself. */
export const suite: QualitySuite = {
  summary: 'phases of attacks among the events of highest priority, in the floods of the AIT alert data set',
  needs: 'alarms/ait/ with fox.csv.gz and so on',
  async measure({ dataFolder, progress }) {
    const places = dataFolder === undefined ? [] : [join(dataFolder, 'alarms', 'ait'), dataFolder];
    const folder = places.find(isAitFolder);
    if (folder === undefined) return undefined;
    const config = correlationSchema.parse({});
    const figures = measureAit(folder, config, (done, of) => progress(`${done} of ${of} scenarios`));
    return { lines: describeAit(figures), figures };
  },
};
