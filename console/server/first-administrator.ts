import { EVERY_SITE, type Person } from '../../core/person.ts';

/** Who acts until the first account is made. */
export const FIRST_ADMINISTRATOR: Person = { name: 'administrator', role: 'administrator', sites: EVERY_SITE };
