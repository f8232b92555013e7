import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../core/action.ts';
import { maySeeSite, type Person } from '../../core/person.ts';
import type { Machine } from '../../core/ports/account-store.ts';
import type { Session } from '../../core/ports/identity.ts';

/** Who asks, as far as a request shows. */
export type Asker =
  | {
      readonly kind: 'person';
      readonly person: Person;
      /** Absent of the first administrator, who has no account yet. */
      readonly signedIn?: { readonly key: string; readonly session: Session };
    }
  | { readonly kind: 'machine'; readonly machine: Machine }
  /** On this machine, without a token, once accounts exist. */
  | { readonly kind: 'local-program' }
  | { readonly kind: 'stranger'; readonly seesPage: boolean; readonly detail: string; readonly remedy: string };

declare module 'fastify' {
  interface FastifyRequest {
    asker: Asker | undefined;
  }
}

/** For routes that the guard lets nobody else use. */
export function personOf({ asker }: FastifyRequest): Person {
  if (asker?.kind === 'person') return asker.person;
  throw new TypeError('only people may use this route');
}

/** Who the audit trail says it was. */
export function actorOf({ asker }: FastifyRequest): Actor {
  if (asker?.kind === 'person') {
    const { name, role } = asker.person;
    return { kind: 'person', name, role };
  }
  if (asker?.kind === 'machine') return { kind: 'person', name: `token ${asker.machine.name}`, role: 'operator' };
  throw new TypeError('nobody may act by this route without a name');
}

/** Decides which sites' objects an answer holds. */
export type SeesSite = (site: string) => boolean;

export function seesSiteOf({ asker }: FastifyRequest): SeesSite {
  if (asker?.kind === 'person') return (site) => maySeeSite(asker.person, site);
  if (asker?.kind === 'machine') return (site) => maySeeSite({ role: 'operator', sites: asker.machine.sites }, site);
  return () => false;
}

/** Patterns of the sites; `undefined` where it is every one. */
export function sitesOf({ asker }: FastifyRequest): readonly string[] | undefined {
  if (asker?.kind === 'person') return asker.person.role === 'administrator' ? undefined : asker.person.sites;
  return asker?.kind === 'machine' ? asker.machine.sites : [];
}
