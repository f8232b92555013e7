import type { Disposition } from '../../core/action.ts';
import type { PriorityBand } from '../../core/priority.ts';
import type { SignalClass } from '../../core/signal.ts';
import { AlarmLog, type LogTells } from './alarm-log.ts';

/** One alarm of somebody's own log: a signal that is an event of its own. */
export interface LoggedAlarm {
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly class: SignalClass;
  readonly message: string;
  readonly band: PriorityBand | undefined;
  readonly beganAtMillis: number;
  /** Infinity while it stands; NaN where the log does not tell. */
  readonly endedAtMillis: number;
  readonly operator: string | undefined;
  readonly takenAtMillis: number | undefined;
  readonly closedAtMillis: number | undefined;
  readonly disposition: Disposition | undefined;
}

/** In the order of the log, which does not tell when people set to work; of an operator without a time it is known only that they were there. */
export function logOfAlarms(
  alarms: Iterable<LoggedAlarm>,
  tells: Omit<LogTells, 'worked'> = { taken: true, closed: true },
): AlarmLog {
  const log = new AlarmLog({ ...tells, worked: false });
  let row = 0;
  for (const alarm of alarms) {
    row += 1;
    const { site, sensor, type, beganAtMillis, operator = '', takenAtMillis, closedAtMillis } = alarm;
    log.alarms.add(log.sources.idOf(site, sensor, type), beganAtMillis, alarm.endedAtMillis);
    const event = log.events.add({
      ...alarm,
      id: `row ${row}`,
      title: alarm.message === '' ? type : alarm.message,
      openedAtMillis: beganAtMillis,
    });
    if (operator !== '') {
      log.personActions.atMillis.push(takenAtMillis ?? closedAtMillis ?? beganAtMillis);
      log.personActions.by.push(log.names.idOf(operator));
    }
    const answeredAtMillis = takenAtMillis ?? closedAtMillis;
    if (answeredAtMillis !== undefined) log.events.answered(event, answeredAtMillis, operator);
    if (closedAtMillis !== undefined)
      log.events.closed(event, closedAtMillis, { by: operator, disposition: alarm.disposition });
  }
  return log;
}
