import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../runtime/system-clock.ts';
import { openAuditTrail } from '../../storage/audit/sqlite-audit-trail.ts';
import { freePort } from '../../test/support/free-port.ts';
import { startSmtpServer } from '../../test/support/smtp-server.ts';
import { startTelegramStandIn } from '../../test/support/telegram-stand-in.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

describe('telltale escalation test', () => {
  it('sends a real message through every configured notifier', async () => {
    const smtp = await startSmtpServer();
    const telegram = await startTelegramStandIn({ token: '1:abc', chatIds: ['-7'] });
    const { code, printed } = await runCli(['escalation', 'test'], {
      TELLTALE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      TELLTALE_SMTP_TO: 'guard@example.org',
      TELLTALE_TELEGRAM_TOKEN: '1:abc',
      TELLTALE_TELEGRAM_CHAT_IDS: '-7',
      TELLTALE_TELEGRAM_API_ROOT: telegram.apiRoot,
    });
    expect(code).toBe(0);
    expect(printed.toSorted()).toEqual([
      'alertmanager  off  not configured: set TELLTALE_ALERTMANAGER_URL',
      'email         ok   test message sent',
      'log           ok   test message sent',
      'telegram      ok   test message sent',
    ]);
    const [mail] = await smtp.received(1);
    expect(mail?.parsed.subject).toContain('test message');
    expect(telegram.messages).toHaveLength(1);
    await Promise.all([smtp.stop(), telegram.stop()]);
  });

  it('records what it sent in the audit trail', async () => {
    const folder = temporaryFolder();
    await runCli(['escalation', 'test', '--notifier', 'log'], { TELLTALE_DATA_DIR: folder });
    const audit = openAuditTrail(join(folder, 'audit.db'), { clock: systemClock });
    const rows = await audit.rowsOfEvent('test');
    await audit.stop();
    expect(rows).toMatchObject([
      { kind: 'message', message: { notifier: 'log', kind: 'test', outcome: 'queued' } },
      { kind: 'message', message: { notifier: 'log', kind: 'test', outcome: 'sent' } },
    ]);
  });

  it('tells of each failure with its remedy, without hiding the successes', async () => {
    const { code, printed } = await runCli(['escalation', 'test', '--json'], {
      TELLTALE_ALERTMANAGER_URL: `http://127.0.0.1:${await freePort()}`,
    });
    expect(code).toBe(1);
    const outcomes: unknown[] = printed.map((line) => JSON.parse(line));
    expect(outcomes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ notifier: 'alertmanager', outcome: 'failed', remedy: expect.stringMatching(/\w/) }),
        expect.objectContaining({ notifier: 'log', outcome: 'ok' }),
      ]),
    );
  });

  it('fails when the notifier it was asked for is off', async () => {
    const { code, printed } = await runCli(['escalation', 'test', '--notifier', 'email']);
    expect(code).toBe(1);
    expect(printed).toEqual(['email  failed  notifier email is not configured. Remedy: configure notifiers.email']);
  });

  it('names the notifiers there are', async () => {
    const { code, complaints } = await runCli(['escalation', 'test', '--notifier', 'pigeon']);
    expect(code).toBe(2);
    expect(complaints[0]).toBe('There is no notifier "pigeon". There are: alertmanager, email, log, telegram');
  });

  it('says where a data folder cannot be used, instead of a stack trace', async () => {
    const { code, complaints } = await runCli(['escalation', 'test'], { TELLTALE_DATA_DIR: '/dev/null/data' });
    expect(code).toBe(1);
    expect(complaints).toEqual([
      'telltale escalation test: cannot make the data folder /dev/null/data',
      'set TELLTALE_DATA_DIR to a folder this process may write to',
    ]);
  });
});
