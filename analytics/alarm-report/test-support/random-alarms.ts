import * as fc from 'fast-check';
import { DISPOSITIONS } from '../../../core/action.ts';
import { PRIORITY_BANDS } from '../../../core/priority.ts';
import { SIGNAL_CLASSES } from '../../../core/signal.ts';
import type { LoggedAlarm } from '../logged-alarm.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A stretch of a log: alarms of some sources that follow each other about as fast as `paceMillis`. */
const stretch = fc.record({
  pauseMillis: fc.constantFrom(0, 10 * MINUTE, HOUR, 10 * HOUR, 3 * DAY),
  paceMillis: fc.constantFrom(1, SECOND, 5 * SECOND, 20 * SECOND, MINUTE, 10 * MINUTE),
  sources: fc.constantFrom(1, 2, 2, 12, 40),
  alarms: fc.array(
    fc.record({
      pace: fc.constantFrom(0, 0, 0.5, 1, 1, 1, 2, 10),
      source: fc.nat(1000),
      lastsMillis: fc.oneof(
        fc.constantFrom(0, MINUTE - 1, MINUTE, DAY, DAY + 1, Infinity, NaN),
        fc.integer({ min: 0, max: 3 * DAY }),
      ),
      takenAfterMillis: fc.option(fc.constantFrom(0, 10 * SECOND, 30 * SECOND, 90 * SECOND, HOUR), { nil: undefined }),
      closedAfterMillis: fc.option(fc.constantFrom(5 * SECOND, HOUR, 5 * HOUR), { nil: undefined }),
      operator: fc.option(fc.constantFrom('anna', 'ben', 'carla', 'dora'), { nil: undefined }),
      disposition: fc.option(fc.constantFrom(...DISPOSITIONS), { nil: undefined }),
      band: fc.option(fc.constantFrom(...PRIORITY_BANDS), { nil: undefined }),
      class: fc.constantFrom(...SIGNAL_CLASSES),
    }),
    { maxLength: 60, size: 'max' },
  ),
});

/** Logs with floods, chattering, what stands for days, and alarms at the same moment. */
export function randomAlarms(startMillis: number): fc.Arbitrary<readonly LoggedAlarm[]> {
  return fc.array(stretch, { maxLength: 6 }).map((stretches) => {
    let atMillis = startMillis;
    return stretches.flatMap(({ pauseMillis, paceMillis, sources, alarms }) => {
      atMillis += pauseMillis;
      return alarms.map((alarm): LoggedAlarm => {
        atMillis += Math.round(alarm.pace * paceMillis);
        const source = alarm.source % sources;
        const { takenAfterMillis, closedAfterMillis } = alarm;
        return {
          site: `site ${source % 3}`,
          sensor: `sensor ${source % 7}`,
          type: `type ${source % 5}`,
          class: alarm.class,
          message: '',
          band: alarm.band,
          beganAtMillis: atMillis,
          endedAtMillis: atMillis + alarm.lastsMillis,
          operator: alarm.operator,
          takenAtMillis: takenAfterMillis === undefined ? undefined : atMillis + takenAfterMillis,
          closedAtMillis: closedAfterMillis === undefined ? undefined : atMillis + closedAfterMillis,
          disposition: alarm.disposition,
        };
      });
    });
  });
}
