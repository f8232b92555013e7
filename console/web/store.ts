import { initialState, reduce, type ConsoleState, type Happening } from './state.ts';

/**
 * The state of the page, whole at any moment: a key that is pressed right after another acts on what that one has
 * done, though nothing has been drawn yet.
 */
export class ConsoleStore {
  #state: ConsoleState = initialState(Date.now(), performance.now());
  readonly #listeners = new Set<(state: ConsoleState) => void>();

  get state(): ConsoleState {
    return this.#state;
  }

  readonly tell = (happening: Happening): void => {
    const next = reduce(this.#state, happening);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener(next);
  };

  subscribe(listener: (state: ConsoleState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
