/**
 * One quality suite: a file in `suites/` that exports it as `suite`, under the name of the suite. `telltale quality` finds it
 * by listing the folder.
 */
export interface QualitySuite {
  /** One line for people: what is measured. */
  readonly summary: string;
  /** What it needs below the data folder; `undefined` when it makes its own data. */
  readonly needs: string | undefined;
  /** Resolves with `undefined` when what it needs is not there. */
  measure(place: SuitePlace): Promise<SuiteResult | undefined>;
}

export interface SuitePlace {
  /** `undefined` when none was given. */
  readonly dataFolder: string | undefined;
  /** Tells a person who waits how far it is, such as `12 of 31 series`. */
  readonly progress: (text: string) => void;
}

export interface SuiteResult {
  /** For people. */
  readonly lines: readonly string[];
  /** The same figures for programs; goes into JSON. */
  readonly figures: object;
}
