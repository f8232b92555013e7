import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';

export interface RunningServer {
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends the process and waits for it; harmless when it has ended already. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Package that holds the command, for the message when it is missing. */
  readonly debianPackage: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How long it may take to listen; servers that load much need more on a busy machine. */
  readonly startMillis?: number;
}

/** Starts a real server and resolves when its TCP port accepts connections. */
export async function startServerProcess(server: ServerCommand): Promise<RunningServer> {
  const child = spawn(server.command, server.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: server.env ?? process.env,
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', (cause) => {
      reject(
        new Error(`cannot start ${server.command}: install it with "apt-get install ${server.debianPackage}"`, {
          cause,
        }),
      );
    });
    child.once('exit', (code) => reject(new Error(`${server.command} ended with ${code ?? 'a signal'}:\n${output}`)));
  });
  failed.catch(() => undefined);
  await Promise.race([failed, untilListening(server.port, server.startMillis ?? 45_000)]);
  return {
    port: server.port,
    process: child,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

/** Resolves when something accepts TCP connections on the loopback port. */
async function untilListening(port: number, timeoutMillis: number): Promise<void> {
  const deadline = Date.now() + timeoutMillis;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) throw new Error(`nothing listens on port ${port} after ${timeoutMillis} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function accepts(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
