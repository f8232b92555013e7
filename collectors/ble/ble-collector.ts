import type { CollectorContext, ListeningCollector } from '../../core/ports/collector.ts';
import { AdapterListener, type AdapterProblem } from './adapter-listener.ts';
import type { BleConfig } from './config.ts';
import { listenToGateways } from './gateway-listener.ts';
import type { LoadNoble } from './noble-like.ts';
import { Recorder } from './recorder.ts';

const NOT_COMMITTED: AdapterProblem = {
  detail: 'readings are not being committed',
  remedy: 'look at the history: the collector goes on and recovers by itself',
};

/** Listens to gateways and, where configured, to the adapter of this machine. */
export class BleCollector implements ListeningCollector {
  readonly mode = 'listening';
  readonly #config: BleConfig;
  readonly #context: CollectorContext;
  readonly #load: LoadNoble;
  #stopListening: () => void = () => undefined;
  #adapterProblem: AdapterProblem | undefined;
  #commitProblem: AdapterProblem | undefined;
  #isListening = false;

  constructor(config: BleConfig, context: CollectorContext, load: LoadNoble) {
    this.#config = config;
    this.#context = context;
    this.#load = load;
  }

  async start(): Promise<void> {
    this.#stopListening();
    const recorder = new Recorder(this.#config, this.#context, (error) => this.#committed(error));
    const stopGateways = listenToGateways(this.#config, this.#context, recorder);
    this.#stopListening = stopGateways;
    this.#isListening = true;
    this.#reportHealth();
    if (!this.#config.adapter) return;
    const adapter = new AdapterListener(this.#config, this.#context, recorder, (problem) => {
      this.#adapterProblem = problem;
      this.#reportHealth();
    });
    this.#stopListening = () => {
      stopGateways();
      adapter.stop();
    };
    await adapter.start(this.#load);
  }

  async stop(): Promise<void> {
    this.#isListening = false;
    this.#stopListening();
  }

  #committed(error: unknown): void {
    const problem = error === undefined ? undefined : NOT_COMMITTED;
    if (problem === this.#commitProblem) return;
    this.#commitProblem = problem;
    this.#reportHealth();
  }

  #reportHealth(): void {
    if (!this.#isListening) return;
    const problem = this.#commitProblem ?? this.#adapterProblem;
    if (problem !== undefined) return this.#context.health({ state: 'down', ...problem });
    const topics = this.#config.gateways.map(({ topic }) => topic).join(', ');
    const adapter = this.#config.adapter ? ' and the adapter' : '';
    this.#context.health({ state: 'up', detail: `listening to gateways on ${topics}${adapter}` });
  }
}
