import type { Browser, BrowserContext } from 'playwright-core';
import type { LinkView } from '../../../console/server/administration-schemas.ts';
import type { EventSummary } from '../../../console/server/api-schemas.ts';
import type { TelltaleProcess } from '../../../test/support/telltale-process.ts';

const PASSWORD = 'four words that differ';

/** Somebody who is signed in, with the browser that they use. */
export class Colleague {
  readonly name: string;
  readonly context: BrowserContext;
  readonly #url: string;

  constructor(name: string, context: BrowserContext, url: string) {
    this.name = name;
    this.context = context;
    this.#url = url;
  }

  async send<T>(method: string, path: string, data?: object): Promise<T> {
    const response = await this.context.request.fetch(`${this.#url}${path}`, {
      method,
      headers: { origin: this.#url },
      ...(data && { data }),
    });
    if (!response.ok())
      throw new Error(`${method} ${path} was answered with ${response.status()}: ${await response.text()}`);
    const text = await response.text();
    const answer: T = text === '' ? undefined : JSON.parse(text);
    return answer;
  }

  async act(event: string, kind: string, more: object = {}): Promise<void> {
    await this.send('POST', `/api/v1/events/${encodeURIComponent(event)}/actions`, { kind, ...more });
  }

  async openEvents(): Promise<readonly EventSummary[]> {
    return await this.send('GET', '/api/v1/events');
  }
}

/** Follows a link that sets a password. */
export async function followLink(browser: Browser, telltale: TelltaleProcess, link: string, name: string) {
  const context = await browser.newContext();
  await context.request.get(new URL(link, telltale.url).href);
  const colleague = new Colleague(name, context, telltale.url);
  await colleague.send('POST', '/api/v1/invitation', { name, password: PASSWORD });
  return colleague;
}

export async function invite(
  browser: Browser,
  telltale: TelltaleProcess,
  by: Colleague,
  person: { readonly name: string; readonly role: string },
): Promise<Colleague> {
  const { path } = await by.send<LinkView>('POST', '/api/v1/people', { ...person, sites: ['*'] });
  return await followLink(browser, telltale, path, person.name);
}

/** The link for the first administrator, from what the start printed. */
export function firstLink(telltale: TelltaleProcess): string {
  const [link] = /http:\S+\/welcome\/\S+/.exec(telltale.output()) ?? [];
  if (link === undefined) throw new Error('the start printed no link for the first administrator');
  return link;
}
