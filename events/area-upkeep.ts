import { TELLTALE, type Actor } from '../core/action.ts';
import type { Event } from '../core/event.ts';
import type { Desk } from '../core/ports/desk.ts';
import type { SiteTest, SiteTests } from '../core/ports/site-tests.ts';
import type { AreaModes } from './area-modes.ts';

/** Does to the events of a site what follows from its modes: the end of a test, the end of a storm. */
export class AreaUpkeep implements SiteTests {
  readonly #desk: Pick<Desk, 'act' | 'openEvents'>;
  readonly #modes: AreaModes;

  constructor(desk: Pick<Desk, 'act' | 'openEvents'>, modes: AreaModes) {
    this.#desk = desk;
    this.#modes = modes;
  }

  tests(): readonly SiteTest[] {
    return this.#modes.tests();
  }

  async beginTest(test: Omit<SiteTest, 'sinceMillis'>): Promise<SiteTest> {
    return await this.#modes.beginTest(test);
  }

  /** Before its time; false when the site was not on test. What was reported during the test is closed. */
  async endTest(site: string, by: Actor): Promise<boolean> {
    if (!(await this.#modes.endTest(site, by))) return false;
    const reported = this.#desk
      .openEvents()
      .filter((event) => event.site === site && event.suppression?.kind === 'out-of-service');
    await this.#each(reported, ({ id, suppression }) => ({
      eventId: id,
      kind: 'close' as const,
      by: TELLTALE,
      disposition: 'other' as const,
      reason: suppression?.reason ?? 'on test',
    }));
    return true;
  }

  /** Puts what a storm kept back into the foreground once it is over. */
  async endStorms(): Promise<void> {
    await this.#each(this.#modes.calmAgain(this.#desk.openEvents()), ({ id }) => ({
      eventId: id,
      kind: 'unshelve' as const,
      by: TELLTALE,
      reason: 'the storm is over',
    }));
  }

  async #each(events: readonly Event[], request: (event: Event) => Parameters<Desk['act']>[0]): Promise<void> {
    await Promise.all(events.map(async (event) => this.#desk.act(request(event))));
  }
}
