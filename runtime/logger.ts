import { pino, type DestinationStream } from 'pino';
import type { Logger } from '../core/ports/logger.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** JSON lines, one a state change; secrets print as `[secret]` by their own type. */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination);
}

/** For commands whose standard output is their answer. */
export function createCommandLogger(level: LogLevel): Logger {
  return createLogger(level, pino.destination({ dest: 2, sync: true }));
}
