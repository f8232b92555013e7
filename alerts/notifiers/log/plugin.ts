import { z } from 'zod';
import type { NotifierPlugin } from '../../../core/ports/notifier.ts';
import { LogNotifier } from './log-notifier.ts';

const configSchema = z.strictObject({});

const plugin: NotifierPlugin<z.output<typeof configSchema>> = {
  kind: 'log',
  summary: 'Writes every message to the structured log.',
  configSchema,
  environment: {},
  isEnabled: () => true,
  create: (_config, context) => new LogNotifier(context.logger),
};

export default plugin;
