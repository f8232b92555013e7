import { setTimeout as delay } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';

const LANES = 20;
const RECONNECT_MILLIS = 30;

/**
 * An alarm panel that keeps a persistent session and sends alarms by QoS 1, each with an id of its own. What is
 * not acknowledged is sent again when the broker is back, as the standard demands.
 */
export class AlarmPublisher {
  readonly acknowledged = new Set<string>();
  readonly #client: MqttClient;
  readonly #paceMillis: number;
  readonly #unacknowledged = new Set<string>();
  readonly #lanes: Promise<void>[] = [];
  #isOver = false;
  #isAbandoned = false;
  #next = 0;

  /** `paceMillis` lie between two alarms of each of the lanes. */
  static async connect(mqttPort: number, paceMillis: number): Promise<AlarmPublisher> {
    const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`, {
      clientId: 'alarm-panel',
      clean: false,
      protocolVersion: 4,
      reconnectPeriod: RECONNECT_MILLIS,
      connectTimeout: 2000,
    });
    client.on('error', () => undefined);
    return new AlarmPublisher(client, paceMillis);
  }

  constructor(client: MqttClient, paceMillis: number) {
    this.#client = client;
    this.#paceMillis = paceMillis;
  }

  get unacknowledgedCount(): number {
    return this.#unacknowledged.size;
  }

  start(): void {
    for (let lane = 0; lane < LANES; lane += 1) this.#lanes.push(this.#run(lane));
  }

  /** Sends nothing new; resolves when everything is acknowledged. */
  async finish(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#lanes);
    await this.#client.endAsync();
  }

  async abandon(): Promise<void> {
    this.#isOver = true;
    this.#isAbandoned = true;
    await this.#client.endAsync(true);
  }

  async #run(lane: number): Promise<void> {
    while (!this.#isOver) {
      this.#next += 1;
      const id = `alarm-${this.#next}`;
      const payload = JSON.stringify({ type: 'motion', id, time: Date.now() });
      this.#unacknowledged.add(id);
      const topic = `telltale/works-${lane}/panel/alarm`;
      while (!(await this.#isAcknowledged(topic, payload))) {
        if (this.#isAbandoned) return;
        await delay(RECONNECT_MILLIS);
      }
      this.#unacknowledged.delete(id);
      this.acknowledged.add(id);
      await delay(this.#paceMillis);
    }
  }

  /** The client gives some messages back when the connection breaks; those are sent again from here. */
  async #isAcknowledged(topic: string, payload: string): Promise<boolean> {
    return await this.#client.publishAsync(topic, payload, { qos: 1 }).then(
      () => true,
      () => false,
    );
  }
}
