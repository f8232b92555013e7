/**
 * Work that has queued up, each piece in a task of its own, so that keys, clicks and drawing come in between. A message channel, because
 * browsers hold timers back in pages that nobody looks at.
 */
export class OneByOne {
  readonly #waiting: (() => void)[] = [];
  readonly #channel = new MessageChannel();
  #isDue = false;

  constructor() {
    this.#channel.port1.addEventListener('message', () => {
      this.#isDue = false;
      this.#waiting.shift()?.();
      this.#goOn();
    });
    this.#channel.port1.start();
  }

  add(work: () => void): void {
    this.#waiting.push(work);
    this.#goOn();
  }

  stop(): void {
    this.#waiting.length = 0;
    this.#channel.port1.close();
  }

  #goOn(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    this.#channel.port2.postMessage(undefined);
  }
}
