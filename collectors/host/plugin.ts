import { hostname } from 'node:os';
import type { CollectorPlugin } from '../../core/ports/collector.ts';
import { hostConfigSchema, type HostConfig } from './config.ts';
import { HostCollector } from './host-collector.ts';
import { hostProbe } from './host-probe.ts';
import { sensorName } from './sensor-name.ts';

const host: CollectorPlugin<HostConfig> = {
  kind: 'host',
  summary: 'CPU, memory, load, disks and network of the machine Telltale runs on',
  configSchema: hostConfigSchema,
  environment: {},
  isEnabled: () => true,
  create: (config, context) => new HostCollector(config, context, hostProbe, sensorName(hostname())),
};

export default host;
