import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EventDetail } from '../../console/server/api-schemas.ts';
import { startAlertmanager } from '../support/alertmanager.ts';
import { mosquittoPub } from '../support/mosquitto-pub.ts';
import type { RunningServer } from '../support/server-process.ts';
import { startSmtpServer, type RunningSmtpServer } from '../support/smtp-server.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../support/telegram-stand-in.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { act, eventDetail, eventOfSensor } from './ask.ts';

const TOKEN = '123456:end-to-end';
const CHAT = '-1001234567890';
const DELIVERY_MILLIS = 30_000;

const logLineSchema = z.looseObject({
  msg: z.string(),
  eventId: z.string(),
  action: z.string().optional(),
  notifier: z.string().optional(),
});
type LogLine = z.output<typeof logLineSchema>;

let alertmanager: RunningServer;
let mailServer: RunningSmtpServer;
let telegram: TelegramStandIn;
let telltale: TelltaleProcess;

beforeEach(async () => {
  [alertmanager, mailServer, telegram] = await Promise.all([
    startAlertmanager(),
    startSmtpServer(),
    startTelegramStandIn({ token: TOKEN, chatIds: [CHAT] }),
  ]);
});

afterEach(async () => {
  await telltale.kill();
  await Promise.all([alertmanager.stop(), mailServer.stop(), telegram.stop()]);
});

/** What a busy machine says of itself must not escalate among the alarms. */
function limitsOfIntrusions(): string {
  const file = join(temporaryFolder(), 'telltale.yml');
  writeFileSync(file, 'escalation: {takeLimitSeconds: 3600, takeLimitSecondsByClass: {intrusion: 2}}');
  return file;
}

async function start(dataFolder = temporaryFolder()): Promise<TelltaleProcess> {
  return await startTelltale({
    dataFolder,
    environment: {
      TELLTALE_DEMO: '0',
      TELLTALE_CONFIG: limitsOfIntrusions(),
      TELLTALE_ALERTMANAGER_URL: `http://127.0.0.1:${alertmanager.port}`,
      TELLTALE_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
      TELLTALE_SMTP_TO: 'supervisor@example.org',
      TELLTALE_TELEGRAM_TOKEN: TOKEN,
      TELLTALE_TELEGRAM_CHAT_IDS: CHAT,
      TELLTALE_TELEGRAM_API_ROOT: telegram.apiRoot,
    },
  });
}

/** Ids of the events of one site for which Alertmanager holds an alert that is not resolved. */
async function firingEvents(): Promise<readonly string[]> {
  const response = await fetch(`http://127.0.0.1:${alertmanager.port}/api/v2/alerts?active=true`);
  const alerts: { readonly labels: Readonly<Record<string, string>> }[] = JSON.parse(await response.text());
  return alerts.map(({ labels }) => labels['event_id'] ?? '');
}

async function alarm(sensor: string): Promise<string> {
  await mosquittoPub(telltale.mqttPort, `telltale/${sensor}/${sensor}/alarm`, '{"type": "motion", "id": "1"}');
  return (await eventOfSensor(telltale, sensor)).id;
}

/** What Telltale's log says about one event, oldest first. */
function linesAbout(eventId: string): readonly LogLine[] {
  const lines = telltale.output().split('\n');
  return lines.flatMap((line) => {
    const parsed = line.includes(eventId) && line.endsWith('}') ? logLineSchema.safeParse(JSON.parse(line)) : undefined;
    return parsed?.data?.eventId === eventId ? [parsed.data] : [];
  });
}

function mailsAbout(sensor: string): number {
  return mailServer.mails.filter(({ parsed }) => parsed.subject?.includes(sensor) === true).length;
}

function telegramsAbout(sensor: string): number {
  return telegram.messages.filter(({ text }) => text.includes(sensor)).length;
}

/** How many times each notifier has said of an event that it escalated, by the audit trail. */
function escalationsSent({ history }: EventDetail): readonly string[] {
  return history
    .flatMap((entry) =>
      entry.what === 'message' && entry.kind === 'escalated' && entry.outcome === 'sent' ? [entry.notifier] : [],
    )
    .sort();
}

describe('an event that nobody takes within the limit', () => {
  it(
    'reaches every service once, however one of them stumbles; one that is taken reaches none',
    { timeout: 120_000 },
    async () => {
      telegram.misbehave({ kind: 'status', status: 429, retryAfterSeconds: 1 }, { kind: 'status', status: 500 });
      telltale = await start();
      const taken = await alarm('door-in-hand');
      await act(telltale, taken, { kind: 'take' });
      const untaken = await alarm('door-alone');
      await until('the mail', () => mailsAbout('door-alone') > 0, DELIVERY_MILLIS);
      await until('the alert', async () => (await firingEvents()).includes(untaken), DELIVERY_MILLIS);
      await until('the Telegram message', () => telegramsAbout('door-alone') > 0, DELIVERY_MILLIS);
      expect(telegram.requestCount()).toBe(3);
      expect(escalationsSent(await eventDetail(telltale, untaken))).toEqual([
        'alertmanager',
        'email',
        'log',
        'telegram',
      ]);
      expect(await firingEvents()).toEqual([untaken]);
      expect([mailsAbout('door-in-hand'), telegramsAbout('door-in-hand')]).toEqual([0, 0]);
      expect((await eventDetail(telltale, taken)).history.map(({ kind }) => kind)).toEqual(['take']);

      await act(telltale, untaken, { kind: 'take' });
      await act(telltale, untaken, { kind: 'close', disposition: 'false', reason: 'a cat' });
      await until('the alert is resolved', async () => (await firingEvents()).length === 0, DELIVERY_MILLIS);
    },
  );

  it('can be followed by one id from the signal to what every service received', { timeout: 120_000 }, async () => {
    telltale = await start();
    const eventId = await alarm('cellar');
    await until('the mail', () => mailsAbout('cellar') > 0, DELIVERY_MILLIS);
    await until('the alert', async () => (await firingEvents()).includes(eventId), DELIVERY_MILLIS);
    await until('the Telegram message', () => telegramsAbout('cellar') > 0, DELIVERY_MILLIS);
    await act(telltale, eventId, { kind: 'take' });
    const story = (): readonly string[] =>
      linesAbout(eventId).map(({ msg, action, notifier }) => [msg, action ?? notifier].filter(Boolean).join(' '));
    await until('the last line', () => story().includes('event changed take'), DELIVERY_MILLIS);
    expect(story().slice(0, 2)).toEqual(['event opened', 'event changed escalate']);
    for (const service of ['alertmanager', 'email', 'telegram']) expect(story()).toContain(`message sent ${service}`);
    const signalId: unknown = expect.stringMatching(/^alarm:/);
    expect(linesAbout(eventId)[0]).toMatchObject({ signalId, site: 'cellar', type: 'motion' });
    const mail = mailServer.mails.find(({ parsed }) => parsed.subject?.includes('cellar'));
    expect(mail?.parsed.headers).toContainEqual(expect.objectContaining({ key: 'x-telltale-event', value: eventId }));
    expect(telegram.messages.find(({ text }) => text.includes('cellar'))?.text).toContain(eventId);
  });

  it('is told once to everybody although Telltale is killed between two tries', { timeout: 120_000 }, async () => {
    const dataFolder = temporaryFolder();
    telegram.misbehave({ kind: 'status', status: 429, retryAfterSeconds: 20 });
    telltale = await start(dataFolder);
    const eventId = await alarm('gate');
    await until('the first try', () => telegram.requestCount() === 1, DELIVERY_MILLIS);
    await until(
      'the mail and its record',
      async () => escalationsSent(await eventDetail(telltale, eventId)).length === 3,
    );
    expect(telegramsAbout('gate')).toBe(0);
    await telltale.kill();

    telltale = await start(dataFolder);
    await until('the Telegram message', () => telegramsAbout('gate') > 0, DELIVERY_MILLIS);
    await until('its record', async () => escalationsSent(await eventDetail(telltale, eventId)).length === 4);
    expect(escalationsSent(await eventDetail(telltale, eventId))).toEqual(['alertmanager', 'email', 'log', 'telegram']);
    expect([mailsAbout('gate'), telegramsAbout('gate')]).toEqual([1, 1]);
    expect(await firingEvents()).toEqual([eventId]);
  });
});
