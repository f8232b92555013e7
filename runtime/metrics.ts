import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { LogLines } from './log-lines.ts';

/** Gauges that prom-client names like counters; each is the sum of another. */
const MISNAMED = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

/** The registry of this process with what every Node process says about itself, and how much it logs. */
export function createMetricsRegistry(version: string, logLines = new LogLines()): Registry {
  const registry = new Registry();
  logLines.register(registry);
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  new Gauge({
    name: 'telltale_build_info',
    help: 'The version that runs; always 1.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  return registry;
}
