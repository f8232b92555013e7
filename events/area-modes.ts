import { z } from 'zod';
import { ROLES, TELLTALE, type Actor } from '../core/action.ts';
import type { Event, Suppression } from '../core/event.ts';
import { Failure } from '../core/failure.ts';
import type { AuditTrail } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { SiteTest } from '../core/ports/site-tests.ts';
import type { Storm } from '../core/ports/storms.ts';
import { recordSetting } from './record-setting.ts';
import { StormWatch, type StormLimits } from './storm-watch.ts';

const siteTestSchema: z.ZodType<SiteTest> = z.object({
  site: z.string(),
  by: z.object({ kind: z.enum(['person', 'telltale']), name: z.string(), role: z.enum(ROLES).exactOptional() }),
  reason: z.string(),
  sinceMillis: z.number(),
  untilMillis: z.number(),
});

export interface AreaModesOptions {
  readonly audit: Pick<AuditTrail, 'append' | 'latestSettings'>;
  readonly clock: Clock;
  readonly storm: StormLimits;
}

/** Longer, a site is not on test but out of order. */
const LONGEST_TEST_MILLIS = 7 * 24 * 3600 * 1000;
/** What the paths of its settings begin with; other settings of sites begin so too. */
export const TESTS_PATH = 'sites.';
const TEST_PATH_END = '.onTest';

/**
 * What holds for a whole site at a time: tests, which people begin and end, and storms, which begin and end by the
 * number of events. Tests are settings in the audit trail and go on after a restart; a storm is noticed anew.
 */
export class AreaModes {
  readonly #options: AreaModesOptions;
  readonly #tests = new Map<string, SiteTest>();
  readonly #storms: StormWatch;

  constructor(options: AreaModesOptions) {
    this.#options = options;
    this.#storms = new StormWatch(options.storm);
  }

  async start(): Promise<void> {
    const tests = siteTestsOf(await this.#options.audit.latestSettings(TESTS_PATH));
    for (const test of tests) this.#tests.set(test.site, test);
  }

  /** @throws Failure when the end is not in the future, too far off, or there is no reason. */
  async beginTest(test: Omit<SiteTest, 'sinceMillis'>): Promise<SiteTest> {
    const sinceMillis = this.#options.clock.nowMillis();
    if (test.reason.trim() === '') throw refused('A test needs a reason.', 'Say why the site is on test.');
    if (!(test.untilMillis > sinceMillis) || test.untilMillis - sinceMillis > LONGEST_TEST_MILLIS) {
      throw refused('A test needs an end.', 'Name a time in the future, at most 7 days from now.');
    }
    const begun = { ...test, sinceMillis };
    await recordSetting(this.#options, testPath(test.site), this.#tests.get(test.site), begun, test.by);
    this.#tests.set(test.site, begun);
    return begun;
  }

  /** False when the site was not on test. */
  async endTest(site: string, by: Actor): Promise<boolean> {
    const test = this.#tests.get(site);
    if (test === undefined) return false;
    await recordSetting(this.#options, testPath(site), test, undefined, by);
    this.#tests.delete(site);
    return true;
  }

  /** Those whose end is not yet over. */
  tests(): readonly SiteTest[] {
    const nowMillis = this.#options.clock.nowMillis();
    return [...this.#tests.values()].filter(({ untilMillis }) => untilMillis > nowMillis);
  }

  storms(): readonly Storm[] {
    return this.#storms.storms(this.#options.clock.nowMillis());
  }

  /** Why an event that opens now does not stand in the foreground; counts it towards a storm of its site. */
  suppressionOf(event: Event): Suppression | undefined {
    const nowMillis = this.#options.clock.nowMillis();
    const isLow = this.#storms.keepsBack(event, nowMillis);
    const test = this.#tests.get(event.site);
    if (test !== undefined && test.untilMillis > nowMillis) {
      const { by, reason, untilMillis } = test;
      return { kind: 'out-of-service', by, reason: `on test: ${reason}`, sinceMillis: nowMillis, untilMillis };
    }
    if (!isLow) return undefined;
    return { kind: 'storm', by: TELLTALE, reason: 'many events at this site at once', sinceMillis: nowMillis };
  }

  /** Of these open events, those whose storm is over. */
  calmAgain(events: readonly Event[]): readonly Event[] {
    const storms = new Set(this.storms().map(({ site }) => site));
    return events.filter((event) => event.suppression?.kind === 'storm' && !storms.has(event.site));
  }
}

/** The tests that these settings speak of, over or not. */
export function siteTestsOf(settings: ReadonlyMap<string, string | undefined>): readonly SiteTest[] {
  return [...settings].flatMap(([path, after]) => {
    return path.endsWith(TEST_PATH_END) && after !== undefined ? [siteTestSchema.parse(JSON.parse(after))] : [];
  });
}

function testPath(site: string): string {
  return `${TESTS_PATH}${site}${TEST_PATH_END}`;
}

function refused(message: string, remedy: string): Failure {
  return new Failure(message, { reason: 'configuration', retryable: false, remedy });
}
