import type { Signal } from '../../core/signal.ts';

/** Ranking is no fault of a site: it stands in the queue under Telltale's own. */
export function driftSignal(begins: boolean, atMillis: number): Signal {
  return {
    id: `ranking-drift:${atMillis}:${begins ? 'entered' : 'left'}`,
    kind: 'pipeline-fault',
    type: 'ranking-drift',
    class: 'technical',
    phase: begins ? 'entered' : 'left',
    site: 'telltale',
    sensor: 'ranking',
    observedAtMillis: atMillis,
    receivedAtMillis: atMillis,
    message: begins
      ? 'Closings surprise more than the likelihoods said they would: what is true has changed. A new model is being fitted.'
      : 'Likelihoods agree with closings again.',
  };
}
