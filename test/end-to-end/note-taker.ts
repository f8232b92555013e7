import { setTimeout as delay } from 'node:timers/promises';
import type { EventView } from '../../console/server/api-schemas.ts';
import type { LaunchedTelltale } from '../support/telltale-process.ts';

const RETRY_MILLIS = 10;
const TIMEOUT_MILLIS = 5000;

/** An operator who adds numbered notes to the first event in the queue and remembers which were accepted. */
export class NoteTaker {
  readonly accepted: string[] = [];
  #next = 0;

  /** Until the process ends. */
  takeFor(telltale: LaunchedTelltale): void {
    void this.#run(telltale);
  }

  async #run(telltale: LaunchedTelltale): Promise<void> {
    while (telltale.process.exitCode === null && telltale.process.signalCode === null) {
      await this.#note(telltale.url).catch(async () => await delay(RETRY_MILLIS));
    }
  }

  async #note(url: string): Promise<void> {
    const events: readonly EventView[] = JSON.parse(await ask(`${url}/api/v1/events`));
    const [event] = events;
    if (event === undefined) throw new Error('no event yet');
    this.#next += 1;
    const reason = `note ${this.#next}`;
    await ask(`${url}/api/v1/events/${event.id}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'note', reason }),
    });
    this.accepted.push(reason);
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return text;
}
