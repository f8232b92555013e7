import type { Role } from '../../core/action.ts';
import { isAtLeast } from '../../core/person.ts';
import type { Asker } from './asker.ts';

/**
 * Who may use a route. A role means that role and those above it. `anybody` is open to the world; `page` is what the
 * browser needs before somebody has signed in; `people` anybody with a session, but no program; `telemetry` and `metrics` are for programs and administrators.
 */
export type Access = 'anybody' | 'page' | 'people' | 'telemetry' | 'metrics' | Role;

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isSafe(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/** Pure: whether one who asks may use a route with this rule. */
export function mayUse(asker: Asker, access: Access, method: string): boolean {
  switch (access) {
    case 'anybody':
      return true;
    case 'page':
      return asker.kind !== 'stranger' || asker.seesPage;
    case 'people':
      return asker.kind === 'person';
    case 'telemetry':
    case 'metrics':
      return mayUseAsProgram(asker, access);
    case 'operator':
    case 'supervisor':
    case 'administrator':
      return mayUseAs(asker, access, method);
  }
}

function mayUseAsProgram(asker: Asker, access: 'telemetry' | 'metrics'): boolean {
  switch (asker.kind) {
    case 'person':
      return asker.person.role === 'administrator';
    case 'machine':
      return asker.machine.right === access;
    case 'local-program':
      return true;
    case 'stranger':
      return false;
  }
}

function mayUseAs(asker: Asker, needed: Role, method: string): boolean {
  if (asker.kind === 'person') return isAtLeast(asker.person.role, needed);
  if (asker.kind !== 'machine' || needed !== 'operator') return false;
  return asker.machine.right === 'act' || (asker.machine.right === 'read' && isSafe(method));
}
