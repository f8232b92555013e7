import { z } from 'zod';
import { Secret } from '../core/secret.ts';

const address = z.url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' });

/** What `telltale grafana push` needs; nothing else reads it. */
export const grafanaSchema = z
  .strictObject({
    url: address.optional().describe('Grafana that telltale grafana push sets up.'),
    token: z
      .string()
      .min(1)
      .transform((value) => new Secret(value))
      .optional()
      .describe('Token of a service account of that Grafana with the role Admin.'),
    prometheusUrl: address
      .optional()
      .describe('Prometheus as that Grafana reaches it. Without it no data source is set, and the reader chooses one.'),
  })
  .prefault({});
