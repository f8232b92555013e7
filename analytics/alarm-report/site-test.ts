import { z } from 'zod';
import type { SettingChange } from '../../core/ports/audit-trail.ts';

export interface SiteTestBegun {
  readonly site: string;
  readonly by: string;
  readonly reason: string;
  readonly sinceMillis: number;
  readonly untilMillis: number;
}

const TEST_PATH = /^sites\..*\.onTest$/s;

const siteTestSchema = z.object({
  site: z.string(),
  by: z.object({ name: z.string() }),
  reason: z.string(),
  sinceMillis: z.number(),
  untilMillis: z.number(),
});

/** What a setting says about a site on test: one that begins, or none any more; `undefined` where it says nothing. */
export function readSiteTest({
  path,
  after,
}: SettingChange): { readonly begun: SiteTestBegun | undefined } | undefined {
  if (!TEST_PATH.test(path)) return undefined;
  if (after === undefined) return { begun: undefined };
  const parsed = siteTestSchema.safeParse(jsonOf(after));
  return parsed.success ? { begun: { ...parsed.data, by: parsed.data.by.name } } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
