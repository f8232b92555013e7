import { onTestFinished } from 'vitest';
import type { ConsoleDeps } from '../console-deps.ts';
import { createConsoleServer } from '../console-server.ts';
import { refusingDeps } from './refusing-deps.ts';

/** A console on a free port until the test ends; resolves with its address. */
export async function serve(changes: Partial<ConsoleDeps> = {}): Promise<string> {
  const server = createConsoleServer(refusingDeps(changes));
  onTestFinished(async () => await server.close());
  return `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
}

export function deskWith(changes: Partial<ConsoleDeps['desk']>): Pick<ConsoleDeps, 'desk'> {
  return { desk: { ...refusingDeps().desk, ...changes } };
}
