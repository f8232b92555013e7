// What `npm run stack` runs once everything is built: the servers of docker-compose.yml, from this machine's own packages.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SERVER_NAMES, USUAL_PORTS, type Ports } from './local-server.ts';
import { startStack } from './stack.ts';

const USAGE = `npm run stack -- [--data FOLDER] [--ports-from PORT] [--without NAME]…
  --data FOLDER       data, settings and secrets (telltale-stack)
  --ports-from PORT   this port and those after it instead of the usual ones
  --without NAME      leave a server out: ${SERVER_NAMES.join(', ')}`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'telltale-stack' },
    'ports-from': { type: 'string' },
    without: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

function portsFrom(first: string | undefined): Ports {
  if (first === undefined) return USUAL_PORTS;
  const port = Number(first);
  if (!Number.isInteger(port) || port < 1 || port > 65_000) throw new Error(`--ports-from ${first} is no port`);
  const ports = { ...USUAL_PORTS };
  SERVER_NAMES.forEach((name, index) => (ports[name] = port + index));
  return ports;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function untilToldToStop(): Promise<string> {
  return await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal));
  });
}

async function main(): Promise<number> {
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const toldToStop = untilToldToStop();
  const stack = await startStack({
    root: process.cwd(),
    folder: resolve(values.data),
    ports: portsFrom(values['ports-from']),
    only: SERVER_NAMES.filter((name) => !values.without.includes(name)),
    path: process.env['PATH'] ?? '',
    say,
  });
  say('\nThe stack is up; Ctrl-C stops what it started.');
  const broken = await Promise.race([stack.broken, toldToStop]);
  const hasBroken = SERVER_NAMES.some((name) => name === broken);
  if (hasBroken) complain(`${broken} has ended; stopping the others.`);
  await stack.stop();
  return hasBroken ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (cause) {
  complain(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
}
