/**
 * A source that may be late or hang. `read` waits at most `timeoutMillis`; while an answer is still owed
 * the source is not asked again, so a hanging one never piles up processes.
 */
export class PatientSource<T> {
  readonly name: string;
  readonly #ask: () => Promise<T>;
  readonly #timeoutMillis: number;
  #owed: Promise<T> | undefined;

  constructor(name: string, ask: () => Promise<T>, timeoutMillis: number) {
    this.name = name;
    this.#ask = ask;
    this.#timeoutMillis = timeoutMillis;
  }

  async read(): Promise<T> {
    if (this.#owed !== undefined) throw new SourceLate(this.name, this.#timeoutMillis);
    const answer = this.#ask().finally(() => {
      this.#owed = undefined;
    });
    this.#owed = answer;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new SourceLate(this.name, this.#timeoutMillis)), this.#timeoutMillis);
    });
    return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }
}

export class SourceLate extends Error {
  constructor(source: string, timeoutMillis: number) {
    super(`no answer about ${source} within ${timeoutMillis} ms`);
    this.name = 'SourceLate';
  }
}
