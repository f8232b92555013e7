import { z } from 'zod';
import { DEMO_SITE } from '../../core/event.ts';

const name = z.string().min(1).max(200);
const site = name.refine(
  (text) => text !== DEMO_SITE,
  `"${DEMO_SITE}" is kept for the demonstration: choose another site`,
);
const seconds = z.coerce.number().min(1).max(86_400);

const gatewaySchema = z.strictObject({
  topic: z
    .string()
    .min(1)
    .max(1000)
    .describe('MQTT topic filter; its first + is the site and the next the gateway, unless they are given here.'),
  site: site.optional(),
  gateway: name.optional().describe('Name of the gateway: a label of the signal strength.'),
});

export type GatewayConfig = z.output<typeof gatewaySchema>;

export const bleConfigSchema = z.strictObject({
  gateways: z
    .array(gatewaySchema)
    .max(100)
    .default([{ topic: 'telltale/+/+/ble' }])
    .describe('Where gateways publish the raw advertisements they hear.'),
  names: z
    .record(z.string(), name)
    .default({})
    .describe('Sensor names by device address (aa:bb:cc:dd:ee:ff) or beacon identity (ibeacon:…, eddystone:…).'),
  recordEveryDevice: z
    .boolean()
    .default(false)
    .describe('Record the signal strength of devices that are neither named nor understood, phones among them.'),
  maxDevices: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(5000)
    .describe('Devices without a configured name that are recorded at most; further ones are counted and left out.'),
  adapter: z.boolean().default(false).describe('Listen with the Bluetooth adapter of this machine as well.'),
  site: site.default('local').describe('Site of what the adapter hears and of gateway topics that name none.'),
  connect: z
    .array(name)
    .max(16)
    .default([])
    .describe('Addresses or advertised names of heart rate straps and the like to connect to, by the adapter.'),
  connectTimeoutSeconds: seconds.default(20),
  reconnectSeconds: seconds.default(30).describe('From one try to connect to a device to the next.'),
  silenceSeconds: seconds
    .default(60)
    .describe('A connected heart rate sensor that says nothing for this long is lost.'),
});

export type BleConfig = z.output<typeof bleConfigSchema>;
