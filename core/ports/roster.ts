/** Who is signed on, and since when. */
export interface SignedOn {
  readonly person: string;
  readonly sinceMillis: number;
}

export interface Roster {
  signedOn(): readonly SignedOn[];
  /** Signing on again changes nothing. */
  signOn(person: string): Promise<SignedOn>;
  /** What the person held returns to the queue; false when they were not signed on. */
  signOff(person: string): Promise<boolean>;
}
