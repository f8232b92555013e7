import { userInfo } from 'node:os';
import type { HouseConfig } from '../../config/schema.ts';
import type { Actor } from '../../core/action.ts';
import { EVERY_SITE } from '../../core/person.ts';
import type { People } from '../../core/ports/identity.ts';
import { KeptPeople } from '../../identity/kept-people.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { openAccountStore } from '../../storage/identity/sqlite-account-store.ts';
import { accountsFile } from '../accounts.ts';
import { openAudit } from '../stores.ts';
import { UsageError } from './command.ts';
import { loadSettings } from './settings.ts';

export interface OpenPeople {
  readonly people: People;
  readonly house: HouseConfig;
  /** Who the audit trail says it was. */
  readonly by: Actor;
}

/** The accounts, beside a Telltale that may be running with them. */
export async function withPeople<Result>(
  config: string | undefined,
  environment: NodeJS.ProcessEnv,
  use: (opened: OpenPeople) => Promise<Result>,
): Promise<Result> {
  const { house } = (await loadSettings(config, environment)).config;
  const audit = openAudit(house, { clock: systemClock });
  try {
    const store = openAccountStore(accountsFile(house.dataDir));
    try {
      const by: Actor = { kind: 'person', name: `${userInfo().username} at the command line`, role: 'administrator' };
      return await use({ people: new KeptPeople({ store, audit, clock: systemClock }), house, by });
    } finally {
      store.stop();
    }
  } finally {
    await audit.stop();
  }
}

/** Where the console is reached, as far as the settings say. */
export function consoleUrl({ http }: HouseConfig, path: string): string {
  return new URL(path, http.publicUrl ?? `http://${http.host}:${http.port}`).href;
}

/** What `--site` named; every site where it was not given. */
export function sitesOf(given: readonly string[] | undefined): readonly string[] {
  return given === undefined || given.length === 0 ? EVERY_SITE : given;
}

/** The one word a command is about. */
export function nameIn(words: readonly string[]): string {
  const [name, ...others] = words;
  if (name === undefined || others.length > 0) throw new UsageError('Give one name; in quotes if it has spaces.');
  return name;
}

export function oneOf<Word extends string>(flag: string, given: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === given);
  if (word === undefined) throw new UsageError(`${flag} ${given}: write ${words.join(', ')}.`);
  return word;
}
