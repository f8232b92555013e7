import type { AlertMetrics } from '../alerts/metrics.ts';

/** What each breaker did last, for the health page: the metrics themselves cannot be asked. */
export class Breakers {
  readonly #isOpen = new Map<string, boolean>();

  constructor(names: readonly string[]) {
    for (const name of names) this.#isOpen.set(name, false);
  }

  /** The same metrics, remembering. */
  watch(metrics: AlertMetrics): AlertMetrics {
    return {
      ...metrics,
      breakerChanged: (name, isOpen) => {
        this.#isOpen.set(name, isOpen);
        metrics.breakerChanged(name, isOpen);
      },
    };
  }

  get states(): readonly { readonly name: string; readonly isOpen: boolean }[] {
    return [...this.#isOpen].map(([name, isOpen]) => ({ name, isOpen }));
  }
}
