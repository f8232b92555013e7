import type { Failure } from '../../core/failure.ts';

/** What the doctor says of one thing. */
export interface Finding {
  readonly part: string;
  /** `warn`: it works, and somebody should look at it. */
  readonly outcome: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  readonly remedy?: string;
}

export function ok(part: string, detail: string): Finding {
  return { part, outcome: 'ok', detail };
}

export function warning(part: string, detail: string, remedy: string): Finding {
  return { part, outcome: 'warn', detail, remedy };
}

export function failing(part: string, { message, remedy }: Pick<Failure, 'message' | 'remedy'>): Finding {
  return { part, outcome: 'fail', detail: message, remedy };
}
