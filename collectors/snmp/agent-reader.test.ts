import { ObjectType, RequestFailedError, type Varbind } from 'net-snmp';
import { describe, expect, it } from 'vitest';
import { AgentReader } from './agent-reader.ts';
import type { AgentSession } from './agent-session.ts';
import { PROFILES, SYS_UPTIME_OID, type Profile } from './profiles.ts';

const COLUMN = '1.3.6.1.4.1.9.1';
const NAMES = '1.3.6.1.4.1.9.2';
const PLAIN: Profile = {
  scalars: [],
  tables: [{ label: 'port', labelOids: [NAMES], columns: [{ metric: 'watts', oids: [COLUMN], scale: 1 }] }],
};

function gauge(oid: string, value: number): Varbind {
  return { oid, type: ObjectType.Gauge, value };
}

function name(oid: string, text: string): Varbind {
  return { oid, type: ObjectType.OctetString, value: Buffer.from(text) };
}

/** Answers walks with the objects below the column; an object that is an error is what the request fails with. */
function agentWith(objects: readonly Varbind[], failing: ReadonlyMap<string, Error> = new Map()) {
  const session: Pick<AgentSession, 'get' | 'walk'> = {
    get: async (oids) =>
      oids.map(
        (oid) => objects.find((object) => object.oid === oid) ?? { oid, type: ObjectType.NoSuchInstance, value: null },
      ),
    walk: async (columnOid, maxRows) => {
      const failure = failing.get(columnOid);
      if (failure !== undefined) throw failure;
      const rows = objects.filter(({ oid }) => oid.startsWith(`${columnOid}.`));
      return { varbinds: rows.slice(0, maxRows), cut: rows.length > maxRows };
    },
  };
  return new AgentReader(session, 3, () => ({ nowMillis: 1000, monotonicMillis: 5 }));
}

const uptime: Varbind = { oid: SYS_UPTIME_OID, type: ObjectType.TimeTicks, value: 700 };

describe('reading an agent', () => {
  it('names rows by their label column, by their index where it says nothing, and tells equal names apart', async () => {
    const reader = agentWith([
      ...[1, 2, 3].map((index) => gauge(`${COLUMN}.${index}`, index * 10)),
      name(`${NAMES}.1`, 'north'),
      name(`${NAMES}.2`, 'north'),
    ]);
    const { samples } = await reader.read(PLAIN);
    expect(samples.map(({ label }) => label)).toEqual([
      ['port', 'north'],
      ['port', 'north#2'],
      ['port', '3'],
    ]);
  });

  it('falls back to 32-bit counters and descriptions where an agent has no ifXTable', async () => {
    const counter = { oid: '1.3.6.1.2.1.2.2.1.10.1', type: ObjectType.Counter, value: 77 };
    const reader = agentWith([uptime, counter, name('1.3.6.1.2.1.2.2.1.2.1', 'FastEthernet1')]);
    const { samples } = await reader.read(PROFILES.interfaces);
    expect(samples).toMatchObject([
      {
        metric: 'network_receive_bytes_per_second',
        label: ['interface', 'FastEthernet1'],
        value: { kind: 'counter', count: 77n, bits: 32 },
      },
    ]);
  });

  it('counts a column without rows, an object that is missing and a table that is too long', async () => {
    const rows = [1, 2, 3, 4].map((index) => gauge(`${COLUMN}.${index}`, index));
    const scalars = [{ metric: 'gone', oid: '1.3.6.1.4.1.9.9.0', scale: 1 }];
    const { refusals, samples } = await agentWith(rows).read({ scalars, tables: PLAIN.tables });
    expect(refusals.map(({ reason }) => reason)).toEqual(['unsupported', 'too-large']);
    expect(samples).toHaveLength(3);
    const { refusals: empty } = await agentWith([]).read(PLAIN);
    expect(empty).toEqual([{ reason: 'unsupported', detail: 'watts: no rows' }]);
  });

  it('goes on after an error the agent answered with', async () => {
    const failing = new Map([[NAMES, new RequestFailedError('GeneralError', 5)]]);
    const { samples, refusals, interruptedBy } = await agentWith([gauge(`${COLUMN}.1`, 4)], failing).read(PLAIN);
    expect(samples).toHaveLength(1);
    expect(refusals).toEqual([{ reason: 'bad-frame', detail: `walk of ${NAMES}: GeneralError` }]);
    expect(interruptedBy).toBeUndefined();
  });

  it('keeps what came before the agent fell silent', async () => {
    const silence = new Error('silent');
    const scalars = [{ metric: 'agent_uptime_seconds', oid: SYS_UPTIME_OID, scale: 0.01 }];
    const reader = agentWith([uptime], new Map([[NAMES, silence]]));
    const snapshot = await reader.read({ scalars, tables: PLAIN.tables });
    expect(snapshot.uptime).toEqual({ ticks: 700, monotonicMillis: 5 });
    expect(snapshot.samples).toHaveLength(1);
    expect(snapshot.interruptedBy).toBe(silence);
  });
});
