import type { Signal, SignalPhase } from '../../core/signal.ts';
import { durationInWords, shortHash, shortName } from '../plain-words.ts';
import type { SensorName } from './sensor-directory.ts';

/** The sensor of a signal that is about its whole site. */
const WHOLE_SITE = '*';
const NAMES_IN_MESSAGE = 3;

export interface SilentSensor {
  readonly name: SensorName;
  readonly silentForMillis: number;
  readonly usualIntervalMillis: number;
}

export function sensorSilent({ name, silentForMillis, usualIntervalMillis }: SilentSensor, nowMillis: number): Signal {
  const silentFor = durationInWords(silentForMillis);
  const usual = durationInWords(usualIntervalMillis);
  return signal(name, 'entered', nowMillis, `silent for ${silentFor}; it usually reports every ${usual}`);
}

export function sensorSpeaksAgain(name: SensorName, nowMillis: number): Signal {
  return signal(name, 'left', nowMillis, 'reports again');
}

/** One signal for many sensors that share a cause. `silent` are all that are silent for it by now. */
export function siteSilent(site: string, silent: readonly SensorName[], nowMillis: number): Signal {
  const firstNames = silent.slice(0, NAMES_IN_MESSAGE).map(({ sensor }) => shortName(sensor));
  const andMore = silent.length > NAMES_IN_MESSAGE ? ', …' : '';
  const message = `${silent.length} sensors are silent: ${firstNames.join(', ')}${andMore}`;
  return signal({ site, sensor: WHOLE_SITE }, 'entered', nowMillis, message);
}

export function siteSpeaksAgain(site: string, nowMillis: number): Signal {
  return signal({ site, sensor: WHOLE_SITE }, 'left', nowMillis, 'all sensors report again');
}

function signal({ site, sensor }: SensorName, phase: SignalPhase, nowMillis: number, message: string): Signal {
  return {
    id: `silent:${shortHash(JSON.stringify([site, sensor]))}:${nowMillis}:${phase}`,
    kind: 'silent-source',
    type: 'silent',
    class: 'technical',
    phase,
    site,
    sensor,
    observedAtMillis: nowMillis,
    receivedAtMillis: nowMillis,
    message,
  };
}
