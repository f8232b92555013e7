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

/** The contribution that puts every event of the demonstration after everything real. */
export const DEMONSTRATION = 'demonstration';

export const PRIORITY_BANDS = ['P1', 'P2', 'P3', 'P4'] as const;

/** How urgent, in the four steps that people speak of; P1 is the gravest. */
export type PriorityBand = (typeof PRIORITY_BANDS)[number];

/**
 * Least priority of a band: danger to life; a new intrusion; what weighs as much as a technical fault. The last two leave room
 * for being half as likely true as usual: what is remote stands a band lower.
 */
const P1_FROM = 57;
const P2_FROM = 11;
const P3_FROM = 5.25;

/** Judged without the demonstration's contribution, so that the demonstration shows the whole scale. */
export function priorityBand({ contributions }: Priority): PriorityBand {
  const { value } = priorityOf(contributions.filter(({ name }) => name !== DEMONSTRATION));
  if (value >= P1_FROM) return 'P1';
  if (value >= P2_FROM) return 'P2';
  return value >= P3_FROM ? 'P3' : 'P4';
}
