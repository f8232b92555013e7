import { pino, type DestinationStream, type LoggerOptions } from 'pino';
import type { Logger } from '../core/ports/logger.ts';
import { logOutput } from './log-output.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** JSON lines, one a state change; secrets print as `[secret]` by their own type. `onLine` hears of each line that is written. */
export function createLogger(
  level: LogLevel,
  destination: DestinationStream = logOutput(),
  onLine?: (level: string) => void,
): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    ...(onLine === undefined ? {} : { hooks: hooksFor(onLine) }),
  };
  return pino(options, destination);
}

function hooksFor(onLine: (level: string) => void): NonNullable<LoggerOptions['hooks']> {
  return {
    logMethod(words, write, level) {
      onLine(pino.levels.labels[level] ?? '');
      write.apply(this, words);
    },
  };
}

/** For commands whose standard output is their answer. */
export function createCommandLogger(level: LogLevel): Logger {
  return createLogger(level, pino.destination({ dest: 2, sync: true }));
}
