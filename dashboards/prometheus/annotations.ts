import type { AlertRule } from './rule.ts';

/** Path of an alert's page inside this repository. */
export function runbookOf(alertName: string): string {
  return `docs/runbooks/${alertName}.md`;
}

export interface Annotations {
  readonly summary: string;
  readonly description: string;
  readonly runbook_url: string;
  /** Path on the Grafana that has the dashboards. */
  readonly dashboard_url: string;
}

/** As the rule file has them, with the template values not yet filled in. */
export function annotationsOf(alert: AlertRule): Annotations {
  return {
    summary: alert.summary,
    description: alert.description,
    runbook_url: runbookOf(alert.name),
    dashboard_url: `/d/${alert.dashboard}`,
  };
}
