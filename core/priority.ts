export interface Contribution {
  readonly name: string;
  readonly value: number;
}

/** The number that orders the queue, highest first: exactly the sum of its contributions, in their order. */
export interface Priority {
  readonly value: number;
  readonly contributions: readonly Contribution[];
}

/** Adds up in the order given, so that anyone who adds again gets the same bits. */
export function priorityOf(contributions: readonly Contribution[]): Priority {
  let value = 0;
  for (const contribution of contributions) value += contribution.value;
  return { value, contributions };
}
