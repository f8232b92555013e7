import type { Actor } from '../action.ts';

/** A site on test: what it reports is recorded and listed apart, and closed when the test ends. */
export interface SiteTest {
  readonly site: string;
  readonly by: Actor;
  readonly reason: string;
  readonly sinceMillis: number;
  readonly untilMillis: number;
}

/** Sites on test, as the console begins and ends them. */
export interface SiteTests {
  tests(): readonly SiteTest[];
  /** @throws Failure when the end is not in the future, too far off, or there is no reason. */
  beginTest(test: Omit<SiteTest, 'sinceMillis'>): Promise<SiteTest>;
  /** False when the site was not on test. */
  endTest(site: string, by: Actor): Promise<boolean>;
}
