import type { Role } from './action.ts';
import { ROLES } from './action.ts';
import { matchesGlob } from './glob.ts';

/** Somebody who uses the console. */
export interface Person {
  readonly name: string;
  readonly role: Role;
  /** Names or patterns (`*` is any text) of the sites this person sees; administrators see every site whatever stands here. */
  readonly sites: readonly string[];
}

export const EVERY_SITE: readonly string[] = ['*'];

/** Each role may do what those before it may. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

export function maySeeSite({ role, sites }: Pick<Person, 'role' | 'sites'>, site: string): boolean {
  return role === 'administrator' || sites.some((pattern) => matchesGlob(pattern, site));
}

/** Two names with the same fold are the same name. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
