import type { CollectorPlugin } from '../../core/ports/collector.ts';
import { BleCollector } from './ble-collector.ts';
import { bleConfigSchema, type BleConfig } from './config.ts';
import { loadNoble } from './noble-like.ts';

const ble: CollectorPlugin<BleConfig> = {
  kind: 'ble',
  summary: 'Bluetooth beacons and heart rate sensors, by gateways over MQTT or an adapter of this machine',
  configSchema: bleConfigSchema,
  environment: {},
  isEnabled: (config) => config.adapter || config.gateways.length > 0,
  create: (config, context) => new BleCollector(config, context, loadNoble),
};

export default ble;
