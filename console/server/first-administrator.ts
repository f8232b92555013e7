import type { Actor } from '../../core/action.ts';

/** Who acts until the first account is made. */
export const FIRST_ADMINISTRATOR: Actor = { kind: 'person', name: 'administrator', role: 'administrator' };
