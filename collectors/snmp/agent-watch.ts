import type { Signal } from '../../core/signal.ts';

/** Decides when an agent is down, and says so once; says so again when it is back. No I/O. */
export class AgentWatch {
  readonly #site: string;
  readonly #sensor: string;
  readonly #failuresBeforeDown: number;
  #failures = 0;
  #noticedAtMillis: number | undefined;
  #untold: Signal[] = [];

  constructor(site: string, sensor: string, failuresBeforeDown: number) {
    this.#site = site;
    this.#sensor = sensor;
    this.#failuresBeforeDown = failuresBeforeDown;
  }

  get isDown(): boolean {
    return this.#noticedAtMillis !== undefined;
  }

  /** Signals that are not committed yet, in order; at most one outage and its end. */
  get untold(): readonly Signal[] {
    return this.#untold;
  }

  /** Whether the agent has just gone down. A new outage waits until the last one has been told. */
  failed(nowMillis: number, why: string): boolean {
    this.#failures += 1;
    if (this.isDown || this.#failures < this.#failuresBeforeDown || this.#untold.length > 0) return false;
    this.#noticedAtMillis = nowMillis;
    this.#untold.push(this.#signal(nowMillis, nowMillis, 'entered', `${this.#sensor} does not answer SNMP: ${why}`));
    return true;
  }

  /** Whether the agent has just come back. */
  answered(nowMillis: number): boolean {
    this.#failures = 0;
    if (this.#noticedAtMillis === undefined) return false;
    this.#untold.push(this.#signal(this.#noticedAtMillis, nowMillis, 'left', `${this.#sensor} answers SNMP again`));
    this.#noticedAtMillis = undefined;
    return true;
  }

  /** The untold signals are committed. */
  told(): void {
    this.#untold = [];
  }

  /** The same outage has the same ids however often it has to be told. */
  #signal(noticedAtMillis: number, atMillis: number, phase: Signal['phase'], message: string): Signal {
    const id = `snmp:${this.#site}/${this.#sensor}:agent-down:${noticedAtMillis}`;
    return {
      id: phase === 'entered' ? id : `${id}:left`,
      kind: 'silent-source',
      type: 'agent-down',
      class: 'technical',
      phase,
      site: this.#site,
      sensor: this.#sensor,
      observedAtMillis: atMillis,
      receivedAtMillis: atMillis,
      message,
    };
  }
}
