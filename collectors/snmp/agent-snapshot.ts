import type { RejectReason } from '../../core/reject-reason.ts';
import type { UptimeSample } from './agent-uptime.ts';
import type { VarbindValue } from './varbind-value.ts';

/** When an answer arrived, by both clocks. */
export interface Stamp {
  readonly nowMillis: number;
  readonly monotonicMillis: number;
}

/** One number or counter an agent gave. */
export interface AgentSample {
  readonly metric: string;
  readonly scale: number;
  readonly label: readonly [name: string, value: string] | undefined;
  /** The instance's OID: two looks at a counter belong together only if it is the same. */
  readonly oid: string;
  readonly value: Exclude<VarbindValue, { readonly kind: 'refused' }>;
  readonly at: Stamp;
}

export interface Refusal {
  readonly reason: RejectReason;
  readonly detail: string;
}

/** What one agent said in one round. */
export interface AgentSnapshot {
  /** `undefined` when the agent does not say. */
  readonly uptime: UptimeSample | undefined;
  readonly samples: readonly AgentSample[];
  readonly refusals: readonly Refusal[];
  /** Set when the agent fell silent half-way; the samples are what came before. */
  readonly interruptedBy: unknown;
}
