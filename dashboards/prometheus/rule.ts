/** `critical` calls somebody now, `warning` is a ticket, `info` calls nobody. */
export type Severity = 'critical' | 'warning' | 'info';

export interface AlertRule {
  /** CamelCase, first word `Telltale`; docs/runbooks has a page of this name. */
  readonly name: string;
  readonly expr: string;
  /** How long the condition holds before anybody hears of it, e.g. `5m`. */
  readonly for?: string;
  readonly severity: Severity;
  /** One sentence, the same for every firing, with its period. */
  readonly summary: string;
  /** What fires now, with Prometheus' template values. */
  readonly description: string;
}

/** A rule computed in advance, named `level:metric:operations`. */
export interface RecordingRule {
  readonly name: string;
  readonly expr: string;
}
