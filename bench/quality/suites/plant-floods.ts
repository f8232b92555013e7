import { join } from 'node:path';
import { measurePlantFloods } from '../measure-plant-floods.ts';
import { hasPlantFloods } from '../plant-flood-csv.ts';
import { describePlantFloods } from '../plant-flood-lines.ts';
import type { QualitySuite } from '../suite.ts';

/** `dataFolder` may be the folder of the floods itself. */
export const suite: QualitySuite = {
  summary: 'floods, chattering and stale alarms in the logs of a plant, against a slow report',
  needs: 'alarms/plant-floods/ with flood-1.csv and so on',
  async measure({ dataFolder, progress }) {
    const places = dataFolder === undefined ? [] : [join(dataFolder, 'alarms', 'plant-floods'), dataFolder];
    const folder = places.find(hasPlantFloods);
    if (folder === undefined) return undefined;
    const figures = measurePlantFloods(folder, (done, of) => progress(`${done} of ${of} files`));
    return { lines: describePlantFloods(figures), figures };
  },
};
