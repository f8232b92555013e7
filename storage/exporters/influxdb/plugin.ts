import { z } from 'zod';
import type { ExporterPlugin } from '../../../core/ports/exporter.ts';
import { exportSettings, limitsOf, secretText, serviceUrl } from '../../export/setting-types.ts';
import { InfluxdbExporter } from './influxdb-exporter.ts';

const configSchema = z.strictObject({
  url: serviceUrl.optional().describe('InfluxDB 2: http://influxdb:8086'),
  token: secretText.optional().describe('API token that may write to the bucket.'),
  org: z.string().min(1).max(200).default('telltale').describe('Organisation of the bucket.'),
  bucket: z.string().min(1).max(200).default('telltale').describe('Bucket that readings are written to.'),
  ...exportSettings,
});

const plugin: ExporterPlugin<z.output<typeof configSchema>> = {
  kind: 'influxdb',
  summary: 'Writes readings to a bucket of InfluxDB 2.',
  configSchema,
  environment: {
    TELLTALE_INFLUX_URL: 'url',
    TELLTALE_INFLUX_TOKEN: 'token',
    TELLTALE_INFLUX_ORG: 'org',
    TELLTALE_INFLUX_BUCKET: 'bucket',
  },
  isEnabled: ({ url }) => url !== undefined,
  create: ({ url, token, org, bucket, ...settings }, context) =>
    new InfluxdbExporter(
      {
        url: url?.reveal() ?? 'http://localhost:8086',
        token: token?.reveal(),
        org,
        bucket,
        limits: limitsOf(settings, undefined),
      },
      context,
    ),
};

export default plugin;
