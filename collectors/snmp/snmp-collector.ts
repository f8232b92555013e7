import { Failure } from '../../core/failure.ts';
import type { CollectorContext, PollingCollector } from '../../core/ports/collector.ts';
import type { SnmpConfig } from './config.ts';
import { PolledAgent } from './polled-agent.ts';

interface RoundOutcome {
  asked: number;
  /** Why, of each agent that was asked and did not answer. */
  readonly silences: string[];
  /** What the sink rejected with. */
  readonly sinkErrors: unknown[];
}

/** Polls many agents at a time; one that is slow or down takes nothing from the others. */
export class SnmpCollector implements PollingCollector {
  readonly mode = 'polling';
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly #maxConcurrentAgents: number;
  readonly #context: CollectorContext;
  readonly #agents: readonly PolledAgent[];
  readonly #stopping = new AbortController();
  #round: Promise<RoundOutcome> | undefined;

  constructor(config: SnmpConfig, context: CollectorContext) {
    this.intervalSeconds = config.intervalSeconds;
    this.timeoutSeconds = config.timeoutSeconds;
    this.#maxConcurrentAgents = config.maxConcurrentAgents;
    this.#context = context;
    this.#agents = config.agents.map((agent) => new PolledAgent(agent, config, context));
  }

  /** Rejects when every agent is down or some could not be asked in time; one silent agent is a signal instead. */
  async poll(signal: AbortSignal): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#round = this.#askAll(AbortSignal.any([signal, this.#stopping.signal]));
    const outcome = await this.#round;
    if (this.#stopping.signal.aborted) return;
    this.#report(outcome);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#round;
    for (const agent of this.#agents) agent.close();
  }

  /** Those that are down come last: they take their whole timeout. */
  async #askAll(over: AbortSignal): Promise<RoundOutcome> {
    const queue = [...this.#agents].sort((a, b) => Number(a.isDown) - Number(b.isDown));
    const outcome: RoundOutcome = { asked: 0, silences: [], sinkErrors: [] };
    const askInTurn = async (): Promise<void> => {
      while (!over.aborted) {
        const agent = queue.shift();
        if (agent === undefined) return;
        outcome.asked += 1;
        try {
          const silence = await agent.poll(over, this.#stopping.signal);
          if (silence !== undefined) outcome.silences.push(silence);
        } catch (error) {
          outcome.sinkErrors.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: this.#maxConcurrentAgents }, askInTurn));
    return outcome;
  }

  #report({ asked, silences, sinkErrors }: RoundOutcome): void {
    if (sinkErrors.length > 0) throw sinkErrors[0];
    const agents = this.#agents.length;
    if (asked < agents) {
      throw new Failure(`snmp: ${agents - asked} of ${agents} agents were not asked within the round`, {
        reason: 'timeout',
        retryable: true,
        remedy: 'raise timeoutSeconds and intervalSeconds, or maxConcurrentAgents',
      });
    }
    if (agents > 0 && this.#agents.every(({ isDown }) => isDown)) {
      throw new Failure(`snmp: none of ${agents} agents answered: ${silences[0]}`, {
        reason: 'unreachable',
        retryable: true,
        remedy: 'check the addresses, the credentials and that UDP gets through',
      });
    }
    this.#context.health({ state: 'up', detail: `${asked - silences.length} of ${agents} agents answer` });
  }
}
