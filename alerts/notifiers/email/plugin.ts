import { z } from 'zod';
import type { NotifierPlugin } from '../../../core/ports/notifier.ts';
import { listSetting, secretUrlSetting } from '../../setting-types.ts';
import { EmailNotifier } from './email-notifier.ts';

const address = z.email({ error: 'must be an e-mail address such as guard@example.org' });

const configSchema = z
  .strictObject({
    url: secretUrlSetting(['smtp:', 'smtps:']).optional().describe('Mail server: smtps://user:password@host'),
    from: address.default('telltale@localhost.localdomain').describe('Sender of every message.'),
    to: listSetting(address).prefault([]).describe('Who gets the messages.'),
  })
  .refine(({ url, to }) => url === undefined || to.length > 0, {
    path: ['to'],
    error: 'name at least one recipient, here or in TELLTALE_SMTP_TO',
  });

const plugin: NotifierPlugin<z.output<typeof configSchema>> = {
  kind: 'email',
  summary: 'Sends e-mail through an SMTP server.',
  configSchema,
  environment: { TELLTALE_SMTP_URL: 'url', TELLTALE_SMTP_FROM: 'from', TELLTALE_SMTP_TO: 'to' },
  isEnabled: ({ url }) => url !== undefined,
  create: ({ url, from, to }) => new EmailNotifier({ url: url?.reveal() ?? 'smtp://localhost', from, to }),
};

export default plugin;
