import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import type { Message, MessageKind, NotifierPlugin } from '../../core/ports/notifier.ts';
import { priorityOf } from '../../core/priority.ts';
import { FakeAuditTrail } from '../../test/support/fake-audit-trail.ts';
import { FakeDesk } from '../../test/support/fake-desk.ts';
import { recordLog } from '../../test/support/log-lines.ts';
import { ManualTime, settle } from '../../test/support/manual-time.ts';
import { silentLogger } from '../../test/support/recording-sink.ts';
import { createAlertMetrics } from '../metrics.ts';
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts';

const down = new Failure('nobody there', { reason: 'unreachable', retryable: true, remedy: 'plug it in' });
const ESCALATED = { escalatedAtMillis: 1_700_000_030_000 };
const TAKEN = { state: 'taken', takenBy: { kind: 'person', name: 'Ana' } } as const;
const CLOSED = { state: 'closed', closedAtMillis: 1_700_000_060_000, disposition: 'true' } as const;

/** A notifier that keeps what it gets, and does with it what the test says. */
class StubService {
  readonly received: Message[] = [];
  behave: (message: Message) => Promise<void> = async () => undefined;
  readonly plugin: NotifierPlugin;

  constructor(kind: string, wants: readonly MessageKind[], options: { repeatSeconds?: number; off?: boolean } = {}) {
    this.plugin = {
      kind,
      summary: '',
      configSchema: z.unknown(),
      environment: { TELLTALE_STUB: 'url' },
      isEnabled: () => options.off !== true,
      create: () => ({
        wants: new Set(wants),
        ...(options.repeatSeconds === undefined ? {} : { repeatSeconds: options.repeatSeconds }),
        notify: async (message) => {
          await this.behave(message);
          this.received.push(message);
        },
        stop: async () => undefined,
      }),
    };
  }

  get kinds(): readonly MessageKind[] {
    return this.received.map(({ kind }) => kind);
  }
}

function setUp(services: readonly StubService[], options: Partial<DispatcherOptions> = {}) {
  const desk = new FakeDesk();
  const auditTrail = new FakeAuditTrail();
  const time = new ManualTime();
  const registry = new Registry();
  const undeliverable: string[] = [];
  const recovered: string[] = [];
  const create = () =>
    new Dispatcher({
      desk,
      auditTrail,
      notifiers: services.map(({ plugin }) => ({ plugin, config: {} })),
      prioritise: () => priorityOf([{ name: 'class', value: 90 }]),
      clock: time,
      logger: silentLogger,
      metrics: createAlertMetrics(
        registry,
        services.map(({ plugin }) => plugin.kind),
      ),
      urlOf: (eventId) => `http://console/events/${eventId}`,
      onUndeliverable: (message, failure, notifier) =>
        undeliverable.push(`${notifier} ${message.id} ${failure.reason}`),
      onRecovered: (notifier) => recovered.push(notifier),
      guard: { sleep: async () => undefined, maxAttempts: 2, breakAfterFailures: 100 },
      startTimer: time.startTimer,
      ...options,
    });
  const value = async (name: string, labels: object) => {
    const metric = await registry.getSingleMetric(name)?.get();
    return metric?.values.find((sample) => JSON.stringify(sample.labels) === JSON.stringify(labels))?.value;
  };
  return { desk, auditTrail, time, dispatcher: create(), undeliverable, recovered, value };
}

const everything = ['escalated', 'taken', 'closed', 'test'] as const;

describe('Dispatcher', () => {
  it('tells of an escalation and of what becomes of the event', async () => {
    const chat = new StubService('chat', everything);
    const log = recordLog();
    const { desk, dispatcher } = setUp([chat], { logger: log.logger });
    await dispatcher.start();
    desk.open({ id: 'door', title: 'Door 4' });
    desk.change('door', ESCALATED);
    desk.change('door', TAKEN);
    desk.change('door', { signalCount: 2 });
    desk.change('door', CLOSED);
    await settle();
    expect(chat.kinds).toEqual(['escalated', 'taken', 'closed']);
    expect(log.lines()[0]).toMatchObject({ msg: 'message sent', notifier: 'chat', eventId: 'door', kind: 'escalated' });
    expect(chat.received[0]).toMatchObject({
      id: 'door:escalated:2:chat',
      subject: expect.stringMatching(/^\[P1\] Door 4, .* unhandled, lab$/),
      url: 'http://console/events/door',
      priority: { value: 90 },
    });
  });

  it('says nothing of events that were handled without escalating', async () => {
    const chat = new StubService('chat', everything);
    const { desk, dispatcher } = setUp([chat]);
    await dispatcher.start();
    desk.open({ id: 'door' });
    desk.change('door', TAKEN);
    desk.change('door', CLOSED);
    await settle();
    expect(chat.received).toEqual([]);
  });

  it('gives each notifier only what it wants', async () => {
    const mail = new StubService('mail', ['escalated', 'closed']);
    const { desk, dispatcher } = setUp([mail]);
    await dispatcher.start();
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    desk.change('door', TAKEN);
    desk.change('door', CLOSED);
    await settle();
    expect(mail.kinds).toEqual(['escalated', 'closed']);
  });

  it('writes each message to the audit trail before it is sent, and what came of it after', async () => {
    const chat = new StubService('chat', everything);
    const { desk, auditTrail, dispatcher } = setUp([chat]);
    const before: (readonly string[])[] = [];
    chat.behave = async () => void before.push(auditTrail.outcomes);
    await dispatcher.start();
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    await settle();
    expect(before).toEqual([['door:escalated:2:chat queued']]);
    expect(auditTrail.outcomes).toEqual(['door:escalated:2:chat queued', 'door:escalated:2:chat sent']);
  });

  it('sends even when the audit trail cannot be written', async () => {
    const chat = new StubService('chat', everything);
    const { desk, auditTrail, dispatcher } = setUp([chat]);
    await dispatcher.start();
    auditTrail.fault = new Error('disk full');
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    await settle();
    expect(chat.kinds).toEqual(['escalated']);
  });

  it('is not held up by a notifier that hangs', async () => {
    const slow = new StubService('slow', everything);
    const chat = new StubService('chat', everything);
    slow.behave = async () => new Promise(() => undefined);
    const { desk, dispatcher } = setUp([slow, chat]);
    await dispatcher.start();
    for (const id of ['a', 'b']) {
      desk.open({ id });
      desk.change(id, ESCALATED);
    }
    await settle();
    expect(chat.received).toHaveLength(2);
  });

  it('repeats open escalated events for a service that forgets', async () => {
    const alerts = new StubService('alerts', ['escalated', 'still-open', 'closed'], { repeatSeconds: 60 });
    const { desk, auditTrail, time, dispatcher } = setUp([alerts]);
    await dispatcher.start();
    desk.open({ id: 'quiet' });
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    await time.pass(120_000);
    desk.change('door', CLOSED);
    await time.pass(120_000);
    expect(alerts.received.map(({ event, kind }) => `${event.id} ${kind}`)).toEqual([
      'door escalated',
      'door still-open',
      'door still-open',
      'door closed',
    ]);
    expect(auditTrail.outcomes.filter((row) => row.includes('still-open'))).toEqual([]);
  });

  it('starts no new round of repeats while the last one is on its way', async () => {
    const alerts = new StubService('alerts', ['still-open'], { repeatSeconds: 60 });
    const { desk, time, dispatcher } = setUp([alerts]);
    for (const id of ['a', 'b', 'c']) desk.put({ id, ...ESCALATED });
    let letGo: () => void = () => undefined;
    alerts.behave = async () => new Promise((resolve) => (letGo = resolve));
    await dispatcher.start();
    await time.pass(600_000);
    alerts.behave = async () => undefined;
    letGo();
    await settle();
    expect(alerts.received.map(({ event }) => event.id)).toEqual(['a', 'b', 'c']);
  });

  it('counts deliveries and says how each notifier is doing', async () => {
    const chat = new StubService('chat', everything);
    const mail = new StubService('mail', everything, { off: true });
    const { desk, dispatcher, value } = setUp([chat, mail]);
    await dispatcher.start();
    expect(await value('telltale_notifications_total', { notifier: 'chat' })).toBe(0);
    expect(await value('telltale_notification_failures_total', { notifier: 'mail', reason: 'timeout' })).toBe(0);
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    await settle();
    expect(await value('telltale_notifications_total', { notifier: 'chat' })).toBe(1);
    expect(dispatcher.status()).toEqual([
      { kind: 'chat', state: 'up', detail: 'delivering', sent: 1, failed: 0 },
      { kind: 'mail', state: 'off', detail: 'not configured: set TELLTALE_STUB', sent: 0, failed: 0 },
    ]);
  });

  it('does nothing after it was stopped', async () => {
    const alerts = new StubService('alerts', ['escalated', 'still-open'], { repeatSeconds: 60 });
    const { desk, time, dispatcher } = setUp([alerts]);
    await dispatcher.start();
    desk.open({ id: 'door' });
    await dispatcher.stop();
    await dispatcher.stop();
    desk.change('door', ESCALATED);
    await time.pass(120_000);
    expect(alerts.received).toEqual([]);
    expect(desk.listeners).toBe(0);
    expect(time.timers).toBe(0);
  });
});

describe('Dispatcher, when a message cannot be delivered', () => {
  it('tries again, then marks it failed, counts it and reports it', async () => {
    const chat = new StubService('chat', everything);
    let attempts = 0;
    chat.behave = async () => {
      attempts += 1;
      throw down;
    };
    const { desk, auditTrail, dispatcher, undeliverable, value } = setUp([chat]);
    await dispatcher.start();
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    await settle();
    expect(attempts).toBe(2);
    expect(auditTrail.messages.at(-1)).toMatchObject({ outcome: 'failed', detail: 'nobody there' });
    expect(undeliverable).toEqual(['chat door:escalated:2:chat unreachable']);
    expect(await value('telltale_notification_failures_total', { notifier: 'chat', reason: 'unreachable' })).toBe(1);
    expect(dispatcher.status()).toMatchObject([{ state: 'down', detail: 'nobody there (plug it in)', failed: 1 }]);
  });

  it('reports the first success after a failure, once', async () => {
    const chat = new StubService('chat', everything);
    chat.behave = async () => {
      throw down;
    };
    const { desk, dispatcher, recovered } = setUp([chat]);
    await dispatcher.start();
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    await settle();
    chat.behave = async () => undefined;
    desk.change('door', TAKEN);
    desk.change('door', CLOSED);
    await settle();
    expect(recovered).toEqual(['chat']);
    expect(dispatcher.status()).toMatchObject([{ state: 'up' }]);
  });

  it('marks and reports what does not fit into a full queue', async () => {
    const chat = new StubService('chat', everything);
    chat.behave = async () => new Promise(() => undefined);
    const { desk, auditTrail, dispatcher, undeliverable } = setUp([chat], { queueCapacity: 1 });
    await dispatcher.start();
    for (const id of ['sending', 'waiting', 'refused']) {
      desk.open({ id });
      desk.change(id, ESCALATED);
    }
    await settle();
    expect(undeliverable).toEqual(['chat refused:escalated:2:chat other']);
    expect(auditTrail.outcomes).toContain('refused:escalated:2:chat failed');
  });

  it('shows an open breaker as a metric', async () => {
    const chat = new StubService('chat', everything);
    chat.behave = async () => {
      throw down;
    };
    const guard = { sleep: async () => undefined, maxAttempts: 2, breakAfterFailures: 2 };
    const { desk, dispatcher, value } = setUp([chat], { guard });
    await dispatcher.start();
    desk.open({ id: 'door' });
    desk.change('door', ESCALATED);
    await settle();
    expect(await value('telltale_breaker_open', { name: 'chat' })).toBe(1);
  });
});

describe('Dispatcher after a restart', () => {
  it('sends what was queued and not sent, under the same id, and nothing twice', async () => {
    const chat = new StubService('chat', everything);
    chat.behave = async ({ event }) => {
      if (event.id === 'stuck') throw down;
    };
    const first = setUp([chat], {
      guard: {
        maxAttempts: 9,
        sleep: async (_millis, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('stopped')));
          }),
      },
    });
    await first.dispatcher.start();
    for (const id of ['sent', 'stuck', 'behind']) {
      first.desk.open({ id });
      first.desk.change(id, ESCALATED);
    }
    await settle();
    await first.dispatcher.stop();
    expect(chat.received.map(({ event }) => event.id)).toEqual(['sent']);

    chat.behave = async () => undefined;
    const { desk, auditTrail } = first;
    const second = setUp([chat], { desk, auditTrail });
    await second.dispatcher.start();
    await settle();
    expect(chat.received.map(({ id }) => id)).toEqual([
      'sent:escalated:2:chat',
      'stuck:escalated:2:chat',
      'behind:escalated:2:chat',
    ]);
    expect(await auditTrail.undeliveredMessages()).toEqual([]);
  });

  it('tells of an escalation whose messages a crash kept from being queued', async () => {
    const chat = new StubService('chat', everything);
    const { desk, dispatcher } = setUp([chat]);
    desk.put({ id: 'forgotten', ...ESCALATED });
    desk.put({ id: 'quiet' });
    await dispatcher.start();
    await settle();
    expect(chat.received.map(({ event, kind }) => `${event.id} ${kind}`)).toEqual(['forgotten escalated']);
  });

  it('does not miss or double what happens while it starts', async () => {
    const chat = new StubService('chat', everything);
    const { desk, dispatcher } = setUp([chat]);
    desk.put({ id: 'door' });
    const starting = dispatcher.start();
    desk.change('door', ESCALATED);
    await starting;
    await settle();
    expect(chat.kinds).toEqual(['escalated']);
  });

  it('closes the books on messages for a notifier that is gone', async () => {
    const chat = new StubService('chat', everything);
    const { auditTrail, dispatcher, desk } = setUp([chat]);
    desk.put({ id: 'door' });
    const message = {
      messageId: 'door:escalated:2:pager',
      eventId: 'door',
      notifier: 'pager',
      kind: 'escalated',
    } as const;
    await auditTrail.append([{ kind: 'message', atMillis: 0, message: { ...message, outcome: 'queued' } }]);
    await dispatcher.start();
    expect(auditTrail.messages.at(-1)).toEqual({
      ...message,
      outcome: 'failed',
      detail: 'notifier is no longer configured',
    });
  });
});

describe('a test message', () => {
  it('goes to the one notifier at once, and is in the audit trail', async () => {
    const chat = new StubService('chat', everything);
    const mail = new StubService('mail', everything);
    const { auditTrail, dispatcher } = setUp([chat, mail]);
    await dispatcher.sendTest('chat');
    expect(chat.kinds).toEqual(['test']);
    expect(mail.kinds).toEqual([]);
    expect(auditTrail.messages.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(['test queued', 'test sent']);
  });

  it('says at once what is wrong, without a retry', async () => {
    const chat = new StubService('chat', everything);
    let attempts = 0;
    chat.behave = async () => {
      attempts += 1;
      throw down;
    };
    const { dispatcher } = setUp([chat]);
    await expect(dispatcher.sendTest('chat')).rejects.toBe(down);
    expect(attempts).toBe(1);
    await expect(dispatcher.sendTest('pager')).rejects.toMatchObject({ reason: 'configuration' });
  });
});
