import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AuthorizePublishHandler, type PreConnectHandler } from 'aedes';
import { Failure } from '../../core/failure.ts';
import type { CollectorContext, ListeningCollector } from '../../core/ports/collector.ts';
import { Refused } from '../formats/refused.ts';
import type { MqttConfig } from './config.ts';
import { MessageIntake } from './message-intake.ts';

type Acknowledge = (cause?: Error | null) => void;

/** Every publisher waits for a subscriber that takes nothing, so it is disconnected before that delays an alarm for long. */
const SUBSCRIBER_PATIENCE_MILLIS = 1000;

/**
 * Telltale's own broker, for when nobody runs one: everything published to it is taken in and passed on to
 * other subscribers. A QoS 1 message is acknowledged when what it carries is committed; messages of one
 * turn of the event loop share a commit.
 */
export class EmbeddedBroker implements ListeningCollector {
  readonly mode = 'listening';
  readonly #config: MqttConfig;
  readonly #context: CollectorContext;
  readonly #intake: MessageIntake;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #broker: Aedes | undefined;
  #stopTaps: (() => void) | undefined;
  #waiting: Acknowledge[] = [];
  #flushScheduled = false;

  constructor(config: MqttConfig, context: CollectorContext) {
    this.#config = config;
    this.#context = context;
    this.#intake = new MessageIntake(context.sink, config.mappings, context.tappedMessages);
  }

  async start(): Promise<void> {
    const broker = await Aedes.createBroker({
      connectTimeout: this.#config.connectTimeoutSeconds * 1000,
      drainTimeout: SUBSCRIBER_PATIENCE_MILLIS,
    });
    broker.authorizePublish = this.#takeIn;
    broker.preConnect = keepNoSession;
    this.#broker = broker;
    this.#stopTaps = this.#context.tappedMessages.onChange(() => this.#intake.forgetRoutes());
    try {
      await this.#listen(broker);
    } catch (cause) {
      await this.stop();
      throw cause;
    }
    this.#context.health({ state: 'up', detail: `embedded broker on ${this.#config.host}:${this.#config.port}` });
  }

  async stop(): Promise<void> {
    this.#stopTaps?.();
    const server = this.#server;
    const broker = this.#broker;
    this.#server = undefined;
    this.#broker = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server?.listening === true) await new Promise((resolve) => server.close(resolve));
    if (broker !== undefined) await new Promise<void>((resolve) => broker.close(() => resolve()));
  }

  async #listen(broker: Aedes): Promise<void> {
    const { host, port } = this.#config;
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.setNoDelay(true);
      broker.handle(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(listenFailure(host, port, cause)));
      server.listen(port, host, () => resolve());
    });
  }

  readonly #takeIn: AuthorizePublishHandler = (client, packet, acknowledge) => {
    if (client === null) {
      acknowledge(null);
      return;
    }
    const topic = Buffer.from(packet.topic);
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
    this.#intake.begin(this.#context.clock.nowMillis());
    if (payload.length > this.#config.maxMessageBytes) {
      this.#intake.refuse(new Refused('too-large', `${payload.length} bytes on ${packet.topic}`));
    } else {
      const bytes = Buffer.concat([topic, payload]);
      this.#intake.message(bytes, 0, topic.length, topic.length, bytes.length);
    }
    if (packet.qos === 0) acknowledge(null);
    else this.#waiting.push(acknowledge);
    this.#scheduleFlush();
  };

  #scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(() => {
      this.#flushScheduled = false;
      const waiting = this.#waiting;
      this.#waiting = [];
      const committed = this.#intake.flush() ?? Promise.resolve();
      committed.then(
        () => waiting.forEach((acknowledge) => acknowledge(null)),
        (cause: unknown) => this.#notCommitted(waiting, cause),
      );
    });
  }

  /** An error here closes the client's connection: it keeps its message and delivers it again. */
  #notCommitted(waiting: readonly Acknowledge[], cause: unknown): void {
    this.#context.logger.error({ err: cause }, 'messages were not committed; their senders are disconnected');
    const reason = new Error('not committed', { cause });
    waiting.forEach((acknowledge) => acknowledge(reason));
  }
}

/** What waits for a client that is away would pile up in memory without bound: a session ends with its connection. */
const keepNoSession: PreConnectHandler = (_client, packet, answer) => {
  packet.clean = true;
  answer(null, true);
};

function listenFailure(host: string, port: number, cause: NodeJS.ErrnoException): Failure {
  const inUse = cause.code === 'EADDRINUSE';
  return new Failure(`the embedded broker cannot listen on ${host}:${port}: ${cause.message}`, {
    reason: inUse ? 'refused' : 'configuration',
    retryable: inUse,
    remedy: inUse
      ? 'another broker runs there: set TELLTALE_MQTT_URL to use it, or TELLTALE_MQTT_PORT to a free port'
      : 'set TELLTALE_MQTT_HOST and TELLTALE_MQTT_PORT to an address of this machine',
    cause,
  });
}
