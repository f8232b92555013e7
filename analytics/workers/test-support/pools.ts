import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadingBatch } from '../../../core/reading-batch.ts';
import { ReadingBatchBuilder } from '../../../core/reading-batch.ts';
import { distUrl } from '../../../test/support/dist-url.ts';
import { ManualTime } from '../../../test/support/manual-time.ts';
import { NO_RULES } from '../../series-rules.ts';
import { DetectionPool, type DetectionPoolOptions } from '../detection-pool.ts';
import type { DetectorModule } from '../detector-modules.ts';

export type Row = readonly [seriesId: number, millis: number, value: number];

const DETECTORS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'detectors');

/** Every detector as it is without configuration. */
export async function allDetectors(): Promise<DetectorModule[]> {
  const kinds = readdirSync(DETECTORS).filter((kind) => existsSync(join(DETECTORS, kind, 'plugin.ts')));
  return await Promise.all(
    kinds.map(async (kind) => {
      const moduleUrl = distUrl(`analytics/detectors/${kind}/plugin.ts`).href;
      const { default: plugin } = await import(moduleUrl);
      return { kind, moduleUrl, config: plugin.configSchema.parse({}) };
    }),
  );
}

/** A detector of one file: its opinion of a reading is what `judgeOne` returns as a score. */
export function scoringDetector(kind: string, judgeOne: string, config: unknown = {}): DetectorModule {
  const source = `
    const judgeOne = ${judgeOne};
    export default { create: () => ({
      reasons: ['level'],
      ensureSlots() {},
      judge({ count, values }, opinions) {
        for (let row = 0; row < count; row += 1) {
          const score = judgeOne(values[row]);
          opinions.expected[row] = 0;
          opinions.lower[row] = -1;
          opinions.upper[row] = 1;
          opinions.score[row] = score;
        }
      },
      saveState: (slots) => new Map([['slots', new Int32Array(slots)]]),
      restoreState() {},
    }) };`;
  return { kind, moduleUrl: `data:text/javascript,${encodeURIComponent(source)}`, config };
}

/** What a pool has told its observer, in order. */
export type PoolStory = string[];

export function makePool(
  options: Pick<DetectionPoolOptions, 'workers' | 'detectors'> & Partial<DetectionPoolOptions>,
): { readonly pool: DetectionPool; readonly story: PoolStory; readonly time: ManualTime } {
  const story: PoolStory = [];
  const time = new ManualTime();
  const pool = new DetectionPool({
    workerUrl: distUrl('analytics/workers/detection-worker.ts'),
    folder: undefined,
    snapshotSeconds: 600,
    keyOf: (seriesId) => `temperature{sensor="s${seriesId}",site="lab"}`,
    rulesOf: () => NO_RULES,
    clock: time,
    startTimer: time.startTimer,
    observer: {
      failed: (part, { message, remedy }) => story.push(`${part} failed: ${message} ${remedy}`),
      recovered: (part) => story.push(`${part} recovered`),
    },
    ...options,
  });
  return { pool, story, time };
}

export function batchOf(rows: readonly Row[]): ReadingBatch {
  const builder = new ReadingBatchBuilder(Math.max(1, rows.length));
  for (const row of rows) builder.add(...row);
  return builder.build(0);
}
