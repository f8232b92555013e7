import { restartedBetween, type UptimeSample } from './agent-uptime.ts';
import { rateBetween, type CounterSample } from './counter-rate.ts';
import type { AgentSample, AgentSnapshot } from './agent-snapshot.ts';

/** A reading that has no series integer yet. */
export interface AgentRow {
  readonly metric: string;
  readonly label: AgentSample['label'];
  readonly observedAtMillis: number;
  readonly value: number;
}

/** What the next round needs of this one. */
export interface AgentPast {
  readonly uptime: UptimeSample | undefined;
  readonly counters: ReadonlyMap<string, CounterSample>;
}

/** Numbers as they are, counters as rates since the past; none right after a restart of the agent. Pure. */
export function agentRows(past: AgentPast | undefined, snapshot: AgentSnapshot): { rows: AgentRow[]; past: AgentPast } {
  const { uptime } = snapshot;
  const restarted = past?.uptime !== undefined && uptime !== undefined && restartedBetween(past.uptime, uptime);
  const before = restarted ? undefined : past?.counters;
  const counters = new Map<string, CounterSample>();
  const rows: AgentRow[] = [];
  for (const { metric, label, scale, oid, value, at } of snapshot.samples) {
    let unscaled: number | undefined;
    if (value.kind === 'number') {
      unscaled = value.value;
    } else {
      // A row whose name changed is another interface under an old index.
      const key = `${oid} ${label?.[1] ?? ''}`;
      const counter = { count: value.count, bits: value.bits, monotonicMillis: at.monotonicMillis };
      const previous = before?.get(key);
      if (previous !== undefined) unscaled = rateBetween(previous, counter);
      counters.set(key, counter);
    }
    if (unscaled !== undefined) rows.push({ metric, label, observedAtMillis: at.nowMillis, value: unscaled * scale });
  }
  return { rows, past: { uptime, counters } };
}
