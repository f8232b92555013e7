import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface SnmpUser {
  readonly name: string;
  /** SHA. */
  readonly authKey: string;
  /** AES. */
  readonly privKey: string;
}

export interface RunningAgent {
  readonly port: number;
  /** Ends the agent and removes its files; harmless when it has ended already. */
  stop(): Promise<void>;
}

/** Starts a real snmpd on the loopback address and resolves when it answers requests. */
export async function startSnmpd(options: {
  readonly port: number;
  readonly community: string;
  readonly user?: SnmpUser;
}): Promise<RunningAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'snmpd-'));
  const configuration = join(folder, 'snmpd.conf');
  const { port, community, user } = options;
  const lines = [`agentAddress udp:127.0.0.1:${port}`, `rocommunity ${community} 127.0.0.1`];
  if (user !== undefined) {
    lines.push(`createUser ${user.name} SHA "${user.authKey}" AES "${user.privKey}"`, `rouser ${user.name} priv`);
  }
  await writeFile(configuration, `${lines.join('\n')}\n`);
  const args = ['-f', '-Lo', '-C', '-c', configuration, '-I', '-smux', '-p', join(folder, 'pid')];
  const child = spawn('snmpd', args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' },
  });
  const ready = new Promise<void>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
      // Its last line before it serves.
      if (output.includes('NET-SNMP version')) resolve();
    });
    child.once('error', (cause) => {
      reject(new Error('cannot start snmpd: install it with "apt-get install snmpd"', { cause }));
    });
    child.once('exit', (code) => reject(new Error(`snmpd ended with ${code ?? 'a signal'}:\n${output}`)));
  });
  await ready;
  return {
    port,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill();
        await exited;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A UDP port on the loopback address that was free a moment ago. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
