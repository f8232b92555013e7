import { describe, expect, it } from 'vitest';
import { agentRows } from './agent-rows.ts';
import type { AgentSample, AgentSnapshot } from './agent-snapshot.ts';

function counter(count: number, seconds: number, name = 'eth0'): AgentSample {
  return {
    metric: 'network_receive_bytes_per_second',
    scale: 1,
    label: ['interface', name],
    oid: '1.3.6.1.2.1.31.1.1.1.6.4',
    value: { kind: 'counter', count: BigInt(count), bits: 64 },
    at: { nowMillis: 1_000_000 + seconds * 1000, monotonicMillis: seconds * 1000 },
  };
}

/** Of an agent that has been up for `uptimeSeconds` at `seconds`. */
function snapshot(uptimeSeconds: number, seconds: number, ...samples: AgentSample[]): AgentSnapshot {
  const uptime = { ticks: uptimeSeconds * 100, monotonicMillis: seconds * 1000 };
  return { uptime, samples, refusals: [], interruptedBy: undefined };
}

const first = agentRows(undefined, snapshot(5000, 0, counter(1000, 0)));

describe('the readings of an agent', () => {
  it('have no rate in the first round, and one from the second on', () => {
    expect(first.rows).toEqual([]);
    const { rows } = agentRows(first.past, snapshot(5010, 10, counter(6000, 10)));
    expect(rows).toEqual([
      {
        metric: 'network_receive_bytes_per_second',
        label: ['interface', 'eth0'],
        observedAtMillis: 1_010_000,
        value: 500,
      },
    ]);
  });

  it('have no rate right after a restart, and one again in the round after', () => {
    const restarted = agentRows(first.past, snapshot(4, 30, counter(2000, 30)));
    expect(restarted.rows).toEqual([]);
    const { rows } = agentRows(restarted.past, snapshot(34, 60, counter(5000, 60)));
    expect(rows.map(({ value }) => value)).toEqual([100]);
  });

  it('have no rate for a row that now has another name', () => {
    const { rows } = agentRows(first.past, snapshot(5010, 10, counter(6000, 10, 'eth1')));
    expect(rows).toEqual([]);
  });

  it('scale numbers and rates', () => {
    const charge: AgentSample = {
      ...counter(0, 10),
      metric: 'charge',
      scale: 0.01,
      value: { kind: 'number', value: 50 },
    };
    const scaled = agentRows(first.past, snapshot(5010, 10, charge, { ...counter(2000, 10), scale: 8 }));
    expect(scaled.rows.map(({ value }) => value)).toEqual([0.5, 800]);
  });

  it('forget counters that are gone', () => {
    const { past } = agentRows(first.past, snapshot(5010, 10));
    expect(past.counters.size).toBe(0);
  });
});
