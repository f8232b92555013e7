import type { Actor } from '../action.ts';
import type { Tree } from '../settings-tree.ts';

/** Settings as YAML, secrets masked, and what tells one text from another. */
export interface SettingsText {
  readonly text: string;
  readonly revision: string;
  /** Where it stands. */
  readonly file: string;
}

export interface SettingDifference {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface SettingProblem {
  readonly path: string;
  readonly value: string;
  readonly remedy: string;
}

export interface SettingsCheck {
  /** What keeps it from being applied; empty when nothing does. */
  readonly problems: readonly SettingProblem[];
  readonly differences: readonly SettingDifference[];
}

export interface SettingsVersion {
  readonly id: string;
  readonly appliedAtMillis: number;
  readonly by: string;
}

/** One setting as it is in force, and where it comes from: `default`, `file`, or an environment variable. */
export interface SettingInForce {
  readonly path: string;
  readonly value: string;
  readonly origin: string;
}

/** The settings file, changed by administrators. It is the one source of truth: what is not in it is not kept anywhere else. */
export interface SettingsKeeper {
  current(): SettingsText;
  inForce(): readonly SettingInForce[];
  /** What holds of the house where nobody says anything. */
  usual(): Tree;
  check(text: string): SettingsCheck;
  /**
   * Writes the file. It counts from `restart` on. @throws Failure (`client`) when the text is wrong, or when the file has changed since
   * the revision it was made from.
   */
  apply(wish: { readonly text: string; readonly basedOn: string; readonly by: Actor }): Promise<SettingsCheck>;
  /** Earlier texts, the latest first. */
  versions(): readonly SettingsVersion[];
  /** The text of a version, secrets masked. */
  version(id: string): string | undefined;
  /** As `apply`, with the secrets the version had. */
  restore(wish: { readonly id: string; readonly basedOn: string; readonly by: Actor }): Promise<SettingsCheck>;
  /** Stops and starts everything with the settings in the file. */
  restart(): void;
}
