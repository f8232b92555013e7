import { Failure } from '../../core/failure.ts';
import type { DetectorState, StateArray } from '../../core/ports/detector.ts';

/** The array of this name, type and length. Throws Failure when the state holds no such array. */
export function savedArray<T extends StateArray>(
  state: DetectorState,
  name: string,
  type: abstract new (length: number) => T,
  length: number,
): T {
  const saved = state.get(name);
  if (!(saved instanceof type)) throw misfit(`has no ${type.name} "${name}"`);
  if (saved.length !== length) throw misfit(`holds ${saved.length} numbers in "${name}" where ${length} are needed`);
  return saved;
}

/** Throws Failure when the state holds anything besides these names. */
export function expectNoOthers(state: DetectorState, names: ReadonlySet<string>): void {
  for (const name of state.keys()) {
    if (!names.has(name)) throw misfit(`holds "${name}", which nothing here remembers`);
  }
}

function misfit(what: string): Failure {
  return new Failure(`the saved state of a detector ${what}`, {
    reason: 'configuration',
    retryable: false,
    remedy: 'it was saved with another configuration or version: start without it, and the past is learnt again',
  });
}
