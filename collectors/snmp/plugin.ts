import type { CollectorPlugin } from '../../core/ports/collector.ts';
import { snmpConfigSchema, type SnmpConfig } from './config.ts';
import { SnmpCollector } from './snmp-collector.ts';

const snmp: CollectorPlugin<SnmpConfig> = {
  kind: 'snmp',
  summary: 'Network equipment, UPSs and sensors that answer SNMP v2c or v3',
  configSchema: snmpConfigSchema,
  environment: {},
  isEnabled: ({ agents }) => agents.length > 0,
  create: (config, context) => new SnmpCollector(config, context),
};

export default snmp;
