import type { Detector, DetectorPlugin } from '../../core/ports/detector.ts';
import { shortHash } from '../plain-words.ts';

/** A detector as plain data: it crosses to another thread, which imports the plug-in itself. */
export interface DetectorModule {
  readonly kind: string;
  /** Of the compiled plug-in. */
  readonly moduleUrl: string;
  /** As its schema parsed it. */
  readonly config: unknown;
}

export interface DetectorSource {
  readonly kind: string;
  /** Changes with the configuration: what was learnt under another one is of no use. */
  readonly fingerprint: string;
  readonly create: () => Detector;
}

export async function loadDetectors(modules: readonly DetectorModule[]): Promise<DetectorSource[]> {
  return await Promise.all(
    modules.map(async ({ kind, moduleUrl, config }) => {
      const loaded: { readonly default: DetectorPlugin } = await import(moduleUrl);
      const fingerprint = shortHash(JSON.stringify(config));
      return { kind, fingerprint, create: () => loaded.default.create(config) };
    }),
  );
}
