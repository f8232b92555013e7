/** A time of trouble that somebody knows of; both ends are inside. */
export interface Incident {
  readonly name: string;
  readonly startMillis: number;
  readonly endMillis: number;
}

/** In order of time, those that overlap as one: an alarm in both would have found both. */
export function mergeIncidents(incidents: readonly Incident[]): Incident[] {
  const merged: Incident[] = [];
  for (const incident of incidents.toSorted((one, other) => one.startMillis - other.startMillis)) {
    const previous = merged.at(-1);
    if (previous === undefined || incident.startMillis > previous.endMillis) merged.push(incident);
    else {
      const endMillis = Math.max(previous.endMillis, incident.endMillis);
      merged[merged.length - 1] = { ...previous, name: `${previous.name} + ${incident.name}`, endMillis };
    }
  }
  return merged;
}

/**
 * Divides time so that each part holds one incident: the moments at which one part ends and the next begins, half-way between
 * two incidents.
 */
export function partsAround(incidents: readonly Incident[]): number[] {
  return incidents.slice(1).map(({ startMillis }, index) => {
    const previousEndMillis = incidents[index]?.endMillis ?? startMillis;
    return (previousEndMillis + startMillis) / 2;
  });
}
