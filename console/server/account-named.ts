import { foldName } from '../../core/person.ts';
import type { PersonEntry } from '../../core/ports/identity.ts';
import type { ConsoleDeps } from './console-deps.ts';

/** Whoever can sign in under this name, however it is written. */
export function accountNamed({ people }: Pick<ConsoleDeps, 'people'>, name: string): PersonEntry | undefined {
  const fold = foldName(name);
  return people.people().find((person) => !person.disabled && foldName(person.name) === fold);
}
