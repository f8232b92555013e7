import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CollectorListener } from '../../test/support/collector-listener.ts';
import { freeUdpPort, startSnmpd, type RunningAgent } from '../../test/support/snmpd.ts';
import { snmpConfigSchema } from './config.ts';
import { SnmpCollector } from './snmp-collector.ts';

const USER = { name: 'telltale', authKey: 'authentic-key', privKey: 'private-key' };
const untimed = new AbortController().signal;

const running: { stop(): Promise<void> }[] = [];
const keepForStop = <T extends { stop(): Promise<void> }>(what: T): T => {
  running.push(what);
  return what;
};

function collect(...agents: object[]) {
  const heard = new CollectorListener();
  const config = snmpConfigSchema.parse({ requestTimeoutSeconds: 0.2, agents });
  const collector = keepForStop(new SnmpCollector(config, heard.context));
  const metrics = (): readonly string[] => heard.readings.map(({ series }) => series);
  return { collector, heard, metrics };
}

function ofLoopback(metric: string): string {
  return `${metric}{interface="lo",sensor="gate",site="lab"}`;
}

async function silentAgent(sensor: string): Promise<object> {
  return { address: '127.0.0.1', port: await freeUdpPort(), sensor };
}

afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

describe('a real agent', () => {
  let snmpd: RunningAgent;

  beforeAll(async () => {
    snmpd = await startSnmpd({ port: await freeUdpPort(), community: 'lab', user: USER });
  });
  afterAll(() => snmpd.stop());

  const v2c = () => ({ address: '127.0.0.1', port: snmpd.port, community: 'lab', site: 'lab', sensor: 'gate' });
  const { name: user, ...keys } = USER;
  const v3 = () => ({
    address: '127.0.0.1',
    port: snmpd.port,
    version: 'v3',
    user,
    ...keys,
    site: 'lab',
    sensor: 'v3',
  });

  it('gives its uptime and its interfaces by name over v2c, and rates from the second round', async () => {
    const { collector, heard, metrics } = collect(v2c());
    await collector.poll(untimed);
    expect(metrics()).toContain('agent_uptime_seconds{sensor="gate",site="lab"}');
    expect(heard.readings).toContainEqual({
      series: ofLoopback('interface_oper_state'),
      observedAtMillis: heard.nowMillis,
      value: 1,
    });
    expect(metrics()).not.toContain(ofLoopback('network_receive_bytes_per_second'));
    heard.nowMillis += 1000;
    await collector.poll(untimed);
    expect(metrics()).toContain(ofLoopback('network_receive_bytes_per_second'));
    expect(heard.readings.every(({ value }) => Number.isFinite(value) && value >= 0)).toBe(true);
    expect(heard.rejected).toEqual([]);
    expect(heard.healths.at(-1)).toEqual({ state: 'up', detail: '1 of 1 agents answer' });
  });

  it('gives the same over v3 with authentication and privacy', async () => {
    const { collector, metrics } = collect(v3());
    await collector.poll(untimed);
    expect(metrics()).toContain('interface_oper_state{interface="lo",sensor="v3",site="lab"}');
  });

  it('is down for whoever has a wrong key, and no key is told', async () => {
    const { collector, heard } = collect({ ...v3(), authKey: 'not-the-right-key' });
    await collector.poll(untimed);
    await expect(collector.poll(untimed)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(heard.readings).toEqual([]);
    expect(heard.signals.map(({ phase }) => phase)).toEqual(['entered']);
    expect(JSON.stringify(heard.signals)).not.toContain('not-the-right-key');
  });

  it('counts text that is no number and objects it does not have, and gives the others', async () => {
    const gets = [
      { oid: '1.3.6.1.2.1.1.5.0', metric: 'name_as_number' },
      { oid: '1.3.6.1.4.1.99999.1.0', metric: 'missing' },
      { oid: '1.3.6.1.2.1.2.1.0', metric: 'interfaces' },
    ];
    const walks = [
      { oid: '1.3.6.1.2.1.2.2.1.4', metric: 'mtu_bytes', label: 'interface', labelOid: '1.3.6.1.2.1.31.1.1.1.1' },
    ];
    const { collector, heard, metrics } = collect({ ...v2c(), profiles: [], gets, walks });
    await collector.poll(untimed);
    expect(heard.rejected.map(({ reason }) => reason)).toEqual(['wrong-type', 'unsupported']);
    expect(metrics()).toContain('interfaces{sensor="gate",site="lab"}');
    expect(metrics()).toContain(ofLoopback('mtu_bytes'));
  });

  it('is not affected by another that is silent', async () => {
    const { collector, heard } = collect(await silentAgent('silent'), v2c());
    await collector.poll(untimed);
    await collector.poll(untimed);
    expect(heard.readings.length).toBeGreaterThan(0);
    expect(heard.signals.map(({ sensor, phase }) => [sensor, phase])).toEqual([['silent', 'entered']]);
    expect(heard.healths.at(-1)).toEqual({ state: 'up', detail: '1 of 2 agents answer' });
  });
});

describe('an agent that comes and goes', () => {
  it('is a signal once when it is down and once when it is back', async () => {
    const port = await freeUdpPort();
    const { collector, heard } = collect({ address: '127.0.0.1', port, community: 'lab', site: 'lab', sensor: 'gate' });
    const pollSilence = () => expect(collector.poll(untimed)).rejects.toMatchObject({ reason: 'unreachable' });
    const phases = () => heard.signals.map(({ phase }) => phase);

    await collector.poll(untimed);
    expect(phases()).toEqual([]);
    await pollSilence();
    await pollSilence();
    expect(phases()).toEqual(['entered']);

    const snmpd = await startSnmpd({ port, community: 'lab' });
    await collector.poll(untimed);
    await collector.poll(untimed);
    expect(phases()).toEqual(['entered', 'left']);

    await snmpd.stop();
    heard.nowMillis += 60_000;
    await collector.poll(untimed);
    await pollSilence();
    expect(phases()).toEqual(['entered', 'left', 'entered']);
    expect(new Set(heard.signals.map(({ id }) => id)).size).toBe(3);
  });

  it('gives readings over v3 again after it came back as a new engine', async () => {
    const port = await freeUdpPort();
    const { name: user, ...keys } = USER;
    const { collector, heard } = collect({ address: '127.0.0.1', port, version: 'v3', user, ...keys });
    const before = await startSnmpd({ port, community: 'lab', user: USER });
    await collector.poll(untimed);
    await before.stop();
    keepForStop(await startSnmpd({ port, community: 'lab', user: USER }));
    await collector.poll(untimed).catch(() => undefined);
    const had = heard.readings.length;
    await collector.poll(untimed);
    expect(heard.readings.length).toBeGreaterThan(had);
  });
});

/** A UDP peer that answers each request with the datagrams `answer` makes of it. */
async function peer(answer: (request: Buffer) => readonly Buffer[]): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (request, from) => {
    for (const datagram of answer(request)) socket.send(datagram, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  keepForStop({
    stop: async () => {
      socket.close();
    },
  });
  return socket.address().port;
}

const GET_REQUEST = 0xa0;
const GET_BULK_REQUEST = 0xa5;
const GET_RESPONSE = 0xa2;

/** The request itself as its answer: the objects asked for, without values. */
function asResponse(request: Buffer): Buffer {
  const response = Buffer.from(request);
  const pdu = response.findIndex((byte) => byte === GET_REQUEST || byte === GET_BULK_REQUEST);
  if (pdu >= 0) response[pdu] = GET_RESPONSE;
  return response;
}

describe('a hostile agent', () => {
  it('does not make the community public by answering with another', async () => {
    const port = await peer((request) => [
      Buffer.from(asResponse(request).toString('latin1').replace('right', 'wrong'), 'latin1'),
    ]);
    const { collector, heard } = collect({ address: '127.0.0.1', port, community: 'right' });
    await collector.poll(untimed);
    const error: unknown = await collector.poll(untimed).catch((failure: unknown) => failure);
    expect(heard.signals[0]?.message).toContain('another community');
    expect(`${JSON.stringify(heard.signals)} ${String(error)}`).not.toContain('right');
  });

  it('is not walked for ever when it repeats itself', async () => {
    const port = await peer((request) => [asResponse(request)]);
    const walks = [{ oid: '1.3.6.1.4.1.9.1', metric: 'endless' }];
    const { collector, heard } = collect({ address: '127.0.0.1', port, profiles: [], walks });
    await collector.poll(untimed);
    expect(heard.rejected.map(({ reason }) => reason)).toContain('too-large');
    expect(heard.rejected).toHaveLength(1 + 256);
  });

  it('cannot break the others with malformed datagrams', async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1;
      return seed % below;
    };
    const port = await peer((request) =>
      Array.from({ length: 200 }, () => {
        const datagram = asResponse(request);
        for (let change = 0; change < 3; change += 1) datagram[random(datagram.length)] = random(256);
        return datagram.subarray(0, 1 + random(datagram.length));
      }),
    );
    const snmpd = keepForStop(await startSnmpd({ port: await freeUdpPort(), community: 'lab' }));
    const { collector, heard } = collect(
      { address: '127.0.0.1', port, sensor: 'hostile' },
      { address: '127.0.0.1', port: snmpd.port, community: 'lab', sensor: 'good' },
    );
    for (let round = 0; round < 5; round += 1) await collector.poll(untimed);
    const good = 'agent_uptime_seconds{sensor="good",site="local"}';
    expect(heard.readings.filter(({ series }) => series === good)).toHaveLength(5);
  });
});

describe('a round', () => {
  it('ends when its time is over and says how to give it more', async () => {
    const agents = await Promise.all(['a', 'b', 'c'].map(silentAgent));
    const { collector } = collect(...agents);
    const over = AbortSignal.abort();
    await expect(collector.poll(over)).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('ends early for an agent that answers too slowly, which counts as silence', async () => {
    const deadline = new AbortController();
    const port = await peer(() => {
      deadline.abort();
      return [];
    });
    const { collector, heard } = collect({ address: '127.0.0.1', port, sensor: 'slow' });
    await collector.poll(deadline.signal);
    await expect(collector.poll(untimed)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(heard.signals.map(({ sensor }) => sensor)).toEqual(['slow']);
  });

  it('asks no more agents at a time than it may', async () => {
    let waiting = 0;
    let mostWaiting = 0;
    const port = await peer(() => {
      waiting += 1;
      mostWaiting = Math.max(mostWaiting, waiting);
      return [];
    });
    const agents = ['a', 'b', 'c', 'd', 'e'].map((sensor) => ({ address: '127.0.0.1', port, sensor }));
    const heard = new CollectorListener();
    const config = snmpConfigSchema.parse({ requestTimeoutSeconds: 5, maxConcurrentAgents: 2, agents });
    const collector = keepForStop(new SnmpCollector(config, heard.context));
    const deadline = new AbortController();
    const round = collector.poll(deadline.signal);
    await vi.waitFor(() => expect(waiting).toBe(2));
    deadline.abort();
    await expect(round).rejects.toThrow('3 of 5 agents were not asked');
    expect(mostWaiting).toBe(2);
  });

  it('tells of an outage again, under the same id, when it could not be recorded', async () => {
    const { collector, heard } = collect(await silentAgent('silent'));
    await collector.poll(untimed);
    heard.commitError = new Error('disk full');
    await expect(collector.poll(untimed)).rejects.toThrow('disk full');
    const noticedAtMillis = heard.nowMillis;
    heard.commitError = undefined;
    heard.nowMillis += 30_000;
    await expect(collector.poll(untimed)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(heard.signals.map(({ id }) => id)).toEqual([`snmp:local/silent:agent-down:${noticedAtMillis}`]);
  });

  it('asks an agent twice before it is down, and once from then on', async () => {
    let asked = 0;
    const port = await peer(() => {
      asked += 1;
      return [];
    });
    const { collector } = collect({ address: '127.0.0.1', port, sensor: 'silent' });
    const askedIn = async (round: Promise<void>): Promise<number> => {
      const before = asked;
      await round.catch(() => undefined);
      return asked - before;
    };
    expect(await askedIn(collector.poll(untimed))).toBe(2);
    expect(await askedIn(collector.poll(untimed))).toBe(2);
    expect(await askedIn(collector.poll(untimed))).toBe(1);
  });

  it('hands nothing on once the collector is stopped', async () => {
    const heard = new CollectorListener();
    const config = snmpConfigSchema.parse({ failuresBeforeDown: 1, agents: [await silentAgent('silent')] });
    const collector = new SnmpCollector(config, heard.context);
    const round = collector.poll(untimed);
    await collector.stop();
    await round;
    await collector.poll(untimed);
    expect(heard.signals).toEqual([]);
  });
});
