import type { z } from 'zod';

/**
 * What every plug-in says about itself. It lives in one folder with its code, README, sample and tests;
 * the folder's `plugin.ts` exports it as default and is found by listing the folder.
 */
export interface PluginDescription<Config> {
  /** Equals the folder's name. */
  readonly kind: string;
  /** One line for people: what it brings in or delivers to. */
  readonly summary: string;
  /** Strict object schema; parsing `{}` gives the defaults. Numbers carry their unit in the name. */
  readonly configSchema: z.ZodType<Config>;
  /** Environment variable -> path in the plug-in's section; each also as `…_FILE` (a file that holds it). */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it takes part with this configuration: off until somebody configures it, or always on. */
  isEnabled(config: Config): boolean;
}
