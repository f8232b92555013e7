import type { Aberration } from '../core/aberration.ts';
import type { FiredSpan, MarkedIncident, ThresholdOutcome } from '../core/ports/threshold-preview.ts';

const MILLIS_PER_MONTH = 30 * 86_400_000;
const MOST_SPANS_TOLD = 200;

/** Puts the changes of level of one series together into spans. */
export class FiredSpans {
  readonly #spans: FiredSpan[] = [];
  #open: FiredSpan | undefined;

  add({ level, observedAtMillis, score, observed, lower, upper }: Aberration): void {
    if (level === 'normal') {
      if (this.#open !== undefined) this.#spans.push({ ...this.#open, untilMillis: observedAtMillis });
      this.#open = undefined;
      return;
    }
    const seen = { level, score, observed, lower, upper };
    if (this.#open === undefined) this.#open = { fromMillis: observedAtMillis, untilMillis: undefined, ...seen };
    else if (score > this.#open.score) this.#open = { ...this.#open, ...seen, level: higher(level, this.#open.level) };
    else this.#open = { ...this.#open, level: higher(level, this.#open.level) };
  }

  outcome(judgedMillis: number, incidents: readonly MarkedIncident[]): ThresholdOutcome {
    const spans = this.#open === undefined ? this.#spans : [...this.#spans, this.#open];
    return {
      fired: spans.length,
      firedAMonth: judgedMillis > 0 ? (spans.length * MILLIS_PER_MONTH) / judgedMillis : 0,
      spans: spans.slice(-MOST_SPANS_TOLD),
      incidentsFound: incidents.filter((incident) => spans.some((span) => meet(span, incident))).length,
      outsideIncidents: spans.filter((span) => !incidents.some((incident) => meet(span, incident))).length,
    };
  }
}

function higher(one: FiredSpan['level'], other: FiredSpan['level']): FiredSpan['level'] {
  return one === 'alarm' || other === 'alarm' ? 'alarm' : 'warning';
}

function meet(span: FiredSpan, incident: MarkedIncident): boolean {
  return span.fromMillis <= incident.untilMillis && (span.untilMillis ?? Infinity) >= incident.fromMillis;
}
