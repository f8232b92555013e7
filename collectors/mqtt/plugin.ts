import type { CollectorPlugin } from '../../core/ports/collector.ts';
import { BrokerConnection } from './broker-connection.ts';
import { mqttConfigSchema, type MqttConfig } from './config.ts';
import { EmbeddedBroker } from './embedded-broker.ts';

const plugin: CollectorPlugin<MqttConfig> = {
  kind: 'mqtt',
  summary: 'Readings and alarms by MQTT: from an outside broker, or from its own when none is named',
  configSchema: mqttConfigSchema,
  environment: {
    TELLTALE_MQTT_URL: 'url',
    TELLTALE_MQTT_HOST: 'host',
    TELLTALE_MQTT_PORT: 'port',
    TELLTALE_MQTT_USERNAME: 'username',
    TELLTALE_MQTT_PASSWORD: 'password',
  },
  isEnabled: (config) => config.enabled,
  create: (config, context) =>
    config.url === undefined
      ? new EmbeddedBroker(config, context)
      : new BrokerConnection({ ...config, url: config.url }, context),
};

export default plugin;
