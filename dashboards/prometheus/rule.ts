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
  /** Uid of the dashboard that shows more. */
  readonly dashboard: string;
  readonly cases: readonly AlertCase[];
}

/** A course of series, one value a minute in promtool's notation, and what the alert makes of it. */
export interface AlertCase {
  /** Goes on where the alert's name ends: "fires for the collector that is down and no other". */
  readonly title: string;
  readonly series: Readonly<Record<string, string>>;
  /** Times since the beginning, e.g. `9m`. */
  readonly quietAt: readonly string[];
  readonly firesAt: Readonly<Record<string, readonly Firing[]>>;
}

export interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  /** What the description prints for its value. */
  readonly value?: string;
}

/** A rule computed in advance, named `level:metric:operations`. */
export interface RecordingRule {
  readonly name: string;
  readonly expr: string;
}
