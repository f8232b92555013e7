import { z } from 'zod';
import type { ExporterPlugin } from '../../../core/ports/exporter.ts';
import { READING_PREFIX } from '../../../core/prometheus-names.ts';
import { exportSettings, limitsOf, secretText, serviceUrl } from '../../export/setting-types.ts';
import { RemoteWriteExporter } from './remote-write-exporter.ts';

const configSchema = z.strictObject({
  url: serviceUrl.optional().describe('Where readings are written: http://prometheus:9090/api/v1/write'),
  token: secretText.optional().describe('Bearer token, where the service asks for one.'),
  tenant: z.string().min(1).max(150).optional().describe('X-Scope-OrgID, for Mimir and Cortex.'),
  metricPrefix: z
    .string()
    .regex(/^(?:[a-zA-Z_][a-zA-Z0-9_]*)?$/, 'must be letters, digits and underscores')
    .max(100)
    .default(READING_PREFIX)
    .describe('What the name of every reading begins with there.'),
  outOfOrderWindowSeconds: z.coerce
    .number()
    .positive()
    .default(3600)
    .describe(
      'Readings made longer ago are not sent, only counted. As out_of_order_time_window of Prometheus; without one, it takes an hour of what is in order.',
    ),
  ...exportSettings,
});

const plugin: ExporterPlugin<z.output<typeof configSchema>> = {
  kind: 'remote-write',
  summary: 'Writes readings to Prometheus, VictoriaMetrics, Mimir or Thanos by remote write.',
  configSchema,
  environment: { TELLTALE_REMOTE_WRITE_URL: 'url', TELLTALE_REMOTE_WRITE_TOKEN: 'token' },
  isEnabled: ({ url }) => url !== undefined,
  create: ({ url, token, tenant, metricPrefix, outOfOrderWindowSeconds, ...settings }, context) =>
    new RemoteWriteExporter(
      {
        url: url?.reveal() ?? 'http://localhost:9090/api/v1/write',
        bearerToken: token?.reveal(),
        tenant,
        metricPrefix,
        limits: limitsOf(settings, outOfOrderWindowSeconds),
      },
      context,
    ),
};

export default plugin;
