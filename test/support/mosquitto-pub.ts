import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface PublishOptions {
  readonly qos?: 0 | 1;
  /** Each line is a message of its own. */
  readonly lines?: boolean;
}

/** Publishes with the program `mosquitto_pub`; resolves when it has handed everything over and ended. */
export async function mosquittoPub(
  port: number,
  topic: string,
  payload: string | Uint8Array,
  { qos = 1, lines = false }: PublishOptions = {},
): Promise<void> {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-t', topic, '-q', String(qos), lines ? '-l' : '-s'];
  const child = spawn('mosquitto_pub', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const exited = once(child, 'exit').catch((cause: unknown) => {
    throw new Error('cannot start mosquitto_pub: install it with "apt-get install mosquitto-clients"', { cause });
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(payload);
  await exited;
  const code = child.exitCode;
  if (code !== 0) throw new Error(`mosquitto_pub ended with ${code ?? 'a signal'}: ${complaint}`);
}
