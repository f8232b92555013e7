import type { Actor } from '../action.ts';

/** Who is signed on, and since when. */
export interface SignedOn {
  readonly person: string;
  readonly sinceMillis: number;
}

export interface Roster {
  signedOn(): readonly SignedOn[];
  /** Signing on again changes nothing, also where the name is written in another way. */
  signOn(person: string, by: Actor): Promise<SignedOn>;
  /** What the person held returns to the queue; false when they were not signed on and held nothing. */
  signOff(person: string, by: Actor): Promise<boolean>;
}
