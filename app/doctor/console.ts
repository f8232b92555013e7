import { z } from 'zod';
import { ok, failing, warning, type Finding } from './finding.ts';

const PATIENCE_MILLIS = 5000;
const readiness = z.object({
  status: z.enum(['ready', 'degraded', 'not ready', 'configuration is wrong']),
  problems: z.array(z.string()).default([]),
  degraded: z.array(z.string()).default([]),
});

/** Whether Telltale runs with these settings and how it is, or whether it could. */
export async function consoleFinding(host: string, port: number): Promise<Finding> {
  const part = 'console';
  if (port === 0) return ok(part, 'takes a free port');
  const address = `http://${reachableHost(host)}:${port}`;
  let response: Response;
  try {
    response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  } catch (cause) {
    if (isRefused(cause)) return ok(part, `port ${port} is free: Telltale does not run`);
    return failing(part, {
      message: `what listens at ${address} does not answer`,
      remedy: 'see its log; another program there keeps Telltale from starting: set TELLTALE_HTTP_PORT',
    });
  }
  const known = readiness.safeParse(await response.json().catch(() => undefined)).data;
  if (known === undefined) {
    return failing(part, {
      message: `another program answers at ${address}`,
      remedy: 'end it, or set TELLTALE_HTTP_PORT to a free port',
    });
  }
  const parts = [...known.problems, ...known.degraded].join(', ');
  const remedy = 'the queue holds an event of site "telltale" for each, with its remedy';
  if (known.status === 'ready') return ok(part, `Telltale runs at ${address} and is ready`);
  if (known.status === 'degraded') return warning(part, `Telltale runs at ${address}; failing: ${parts}`, remedy);
  return failing(part, { message: `Telltale at ${address} is ${known.status}: ${parts}`, remedy });
}

function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function isRefused(cause: unknown): boolean {
  const inner = cause instanceof Error ? cause.cause : undefined;
  return inner instanceof Error && 'code' in inner && inner.code === 'ECONNREFUSED';
}
