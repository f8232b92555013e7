import { z } from 'zod';
import type { NotifierPlugin } from '../../../core/ports/notifier.ts';
import { secretUrlSetting } from '../../setting-types.ts';
import { AlertmanagerNotifier } from './alertmanager-notifier.ts';

const configSchema = z.strictObject({
  url: secretUrlSetting(['http:', 'https:']).optional().describe('Alertmanager: http://host:9093'),
  repeatSeconds: z.coerce
    .number()
    .min(5)
    .max(3600)
    .default(60)
    .describe('How often open events are sent again; Alertmanager forgets them after three times this long.'),
});

const plugin: NotifierPlugin<z.output<typeof configSchema>> = {
  kind: 'alertmanager',
  summary: 'Keeps an alert in Prometheus Alertmanager for every escalated event.',
  configSchema,
  environment: { TELLTALE_ALERTMANAGER_URL: 'url' },
  isEnabled: ({ url }) => url !== undefined,
  create: ({ url, repeatSeconds }) =>
    new AlertmanagerNotifier({ url: url?.reveal() ?? 'http://localhost:9093', repeatSeconds }),
};

export default plugin;
