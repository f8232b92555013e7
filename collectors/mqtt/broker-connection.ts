import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ConnectionOptions } from 'node:tls';
import { MqttClient, type IClientOptions, type ISubscriptionMap } from 'mqtt';
import { Failure } from '../../core/failure.ts';
import type { CollectorContext, ListeningCollector } from '../../core/ports/collector.ts';
import type { MqttConfig } from './config.ts';
import { MessageIntake } from './message-intake.ts';
import { PublishTap, type BrokerAddress } from './publish-tap.ts';

type OutsideConfig = MqttConfig & { readonly url: string };

const RECONNECT_MILLIS = 1000;
const REMEDY = 'check TELLTALE_MQTT_URL, the credentials, and that the broker runs';

/** An outside broker: one persistent session, QoS 1, reconnecting by itself for as long as it is started. */
export class BrokerConnection implements ListeningCollector {
  readonly mode = 'listening';
  readonly #config: OutsideConfig;
  readonly #context: CollectorContext;
  readonly #intake: MessageIntake;
  #client: MqttClient | undefined;
  #stopTaps: (() => void) | undefined;

  constructor(config: OutsideConfig, context: CollectorContext) {
    this.#config = config;
    this.#context = context;
    this.#intake = new MessageIntake(context.sink, config.mappings, context.tappedMessages);
  }

  async start(signal: AbortSignal): Promise<void> {
    const address = addressOf(this.#config);
    const client = new MqttClient(() => this.#openStream(address), this.#clientOptions());
    this.#client = client;
    this.#stopTaps = this.#context.tappedMessages.onChange(() => {
      this.#intake.forgetRoutes();
      if (client.connected) this.#subscribe(client);
    });
    client.on('error', (cause) => this.#down(cause.message));
    client.on('close', () => this.#down('the connection is closed'));
    client.on('connect', () => this.#subscribe(client));
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.once('error', (cause) => reject(this.#failure(cause)));
      signal.addEventListener('abort', () => reject(this.#failure(signal.reason)), { once: true });
    }).catch(async (cause: unknown) => {
      await this.stop();
      throw cause;
    });
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#stopTaps?.();
    if (client === undefined) return;
    client.removeAllListeners();
    client.on('error', () => undefined);
    await client.endAsync(true);
  }

  #openStream(address: BrokerAddress): PublishTap {
    return new PublishTap(address, {
      intake: this.#intake,
      clock: this.#context.clock,
      maxMessageBytes: this.#config.maxMessageBytes,
      onCommitFailure: (cause) =>
        this.#context.logger.error({ err: cause }, 'messages were not committed; the broker delivers them again'),
    });
  }

  #clientOptions(): IClientOptions {
    const { username, password, keepaliveSeconds, connectTimeoutSeconds } = this.#config;
    return {
      protocolVersion: 4,
      clientId: this.#config.clientId ?? defaultClientId(),
      clean: false,
      keepalive: keepaliveSeconds,
      connectTimeout: connectTimeoutSeconds * 1000,
      reconnectPeriod: RECONNECT_MILLIS,
      resubscribe: false,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password: password.reveal() }),
    };
  }

  #subscribe(client: MqttClient): void {
    const { subscriptions, mappings, url } = this.#config;
    const filters = [
      ...subscriptions,
      ...mappings.map((mapping) => mapping.topic.filter),
      ...this.#context.tappedMessages.filters(),
    ];
    const wanted: ISubscriptionMap = Object.fromEntries(filters.map((filter) => [filter, { qos: 1 as const }]));
    client.subscribe(wanted, (cause, granted) => {
      const refused = granted?.filter((grant) => grant.qos === 128).map((grant) => grant.topic) ?? [];
      if (cause) this.#down(`subscribing failed: ${cause.message}`);
      else if (refused.length > 0) this.#down(`the broker refuses ${refused.join(', ')}`);
      else this.#context.health({ state: 'up', detail: `connected to ${url}` });
    });
  }

  #down(detail: string): void {
    if (this.#client !== undefined) {
      this.#context.health({ state: 'down', detail: `${this.#config.url}: ${detail}`, remedy: REMEDY });
    }
  }

  #failure(cause: unknown): Failure {
    const detail = cause instanceof Error ? cause.message : 'given up';
    return new Failure(`cannot connect to ${this.#config.url}: ${detail}`, {
      reason: /not authorized|bad user/i.test(detail) ? 'authentication' : 'unreachable',
      retryable: true,
      remedy: REMEDY,
      cause,
    });
  }
}

/** Two hosts on one broker must not take over each other's session. MQTT 3.1.1 promises 23 characters. */
function defaultClientId(): string {
  return `telltale-${hostname().replaceAll(/[^a-zA-Z0-9-]/g, '')}`.slice(0, 23);
}

function addressOf(config: OutsideConfig): BrokerAddress {
  const url = new URL(config.url);
  const encrypted = url.protocol === 'mqtts:';
  const port = url.port === '' ? (encrypted ? 8883 : 1883) : Number(url.port);
  return { host: url.hostname, port, tls: encrypted ? tlsOptions(config) : undefined };
}

function tlsOptions(config: OutsideConfig): ConnectionOptions {
  const { caFile, certFile, keyFile } = config;
  return {
    minVersion: 'TLSv1.2',
    ...(caFile === undefined ? {} : { ca: readPem(caFile) }),
    ...(certFile === undefined ? {} : { cert: readPem(certFile) }),
    ...(keyFile === undefined ? {} : { key: readPem(keyFile) }),
  };
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Failure(`cannot read ${file}`, {
      reason: 'configuration',
      retryable: false,
      remedy: 'name a PEM file that this process may read',
      cause,
    });
  }
}
