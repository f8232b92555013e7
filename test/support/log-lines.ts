import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Logger } from '../../core/ports/logger.ts';
import { createLogger, type LogLevel } from '../../runtime/logger.ts';

const lineSchema = z.looseObject({ level: z.string(), time: z.string(), msg: z.string() });

export type LogLine = z.output<typeof lineSchema>;

export interface RecordedLog {
  readonly logger: Logger;
  /** As they were written, one line each. */
  readonly texts: readonly string[];
  readonly lines: () => readonly LogLine[];
}

/** JSON in which no field stands twice: which of the two a reader keeps, nobody knows. */
function parseUnique(text: string): unknown {
  parseYaml(text, { uniqueKeys: true });
  return JSON.parse(text);
}

/** The real logger, writing into a list. */
export function recordLog(level: LogLevel = 'debug'): RecordedLog {
  const texts: string[] = [];
  return {
    logger: createLogger(level, { write: (text) => texts.push(text) }),
    texts,
    lines: () => texts.map((text) => lineSchema.parse(parseUnique(text))),
  };
}
