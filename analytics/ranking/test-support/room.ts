import type { LabelledRow } from '../ranking-row.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';

const START_SECONDS = 1_700_000_000;

/** A made-up room: door contacts at night are often true, cameras hardly ever, and incidents ring several sensors of a site. */
export function madeUpRoom(count: number, seed: number): readonly LabelledRow[] {
  const random = new SeededRandom(seed);
  const rows: LabelledRow[] = [];
  let timeSeconds = START_SECONDS;
  while (rows.length < count) {
    timeSeconds += Math.ceil(1200 * random.uniform());
    const site = `site ${Math.floor(random.uniform() * 6)}`;
    const isIncident = random.uniform() < 0.05;
    const signals = isIncident ? 3 : 1;
    for (let signal = 0; signal < signals && rows.length < count; signal++) {
      const isDoor = isIncident ? random.uniform() < 0.8 : random.uniform() < 0.4;
      const hour = Math.floor(timeSeconds / 3600) % 24;
      const chance = isIncident ? 0.9 : isDoor && hour < 6 ? 0.35 : 0.03;
      rows.push({
        timeSeconds: timeSeconds + signal * 10,
        type: isDoor ? 'door contact' : 'camera motion',
        site,
        sensor: `${isDoor ? 'door' : 'camera'} ${Math.floor(random.uniform() * 5)}`,
        latitude: NaN,
        longitude: NaN,
        numbers: [],
        words: [],
        label: random.uniform() < chance ? 1 : 0,
      });
    }
    timeSeconds += 30;
  }
  return rows;
}
