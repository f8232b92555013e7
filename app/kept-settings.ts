import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { effectiveSettings } from '../config/effective-settings.ts';
import { configOf, type Config } from '../config/load-config.ts';
import { differencesOf, masked, masksLeft, unmasked } from '../config/masked-settings.ts';
import { ConfigError } from '../config/problem.ts';
import { houseSchema } from '../config/schema.ts';
import { readTextFile } from '../config/text-file.ts';
import { readYamlText } from '../config/yaml-file.ts';
import type { Actor } from '../core/action.ts';
import { Failure } from '../core/failure.ts';
import type { AuditEntry, AuditTrail } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import type {
  SettingInForce,
  SettingProblem,
  SettingsCheck,
  SettingsKeeper,
  SettingsText,
  SettingsVersion,
} from '../core/ports/settings-keeper.ts';
import type { Tree } from '../core/settings-tree.ts';
import { correlationOf } from './correlation-file.ts';
import type { Plugins } from './discover-plugins.ts';
import { writeWhole } from './write-whole.ts';

export interface KeptSettingsOptions {
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly plugins: Plugins;
  /** As this process was started with. */
  readonly config: Config;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly clock: Clock;
  readonly restart: () => void;
}

const MOST_VERSIONS = 200;
const VERSION_FILE = /^(?<at>\d{1,15})-(?<by>[\w%.~-]{0,200})\.yml$/;

/** The settings file and the texts it held before; docs/adr/0007 says why the file alone counts. */
export class KeptSettings implements SettingsKeeper {
  readonly #options: KeptSettingsOptions;
  readonly #versionFolder: string;

  constructor(options: KeptSettingsOptions) {
    this.#options = options;
    this.#versionFolder = join(options.config.house.dataDir, 'settings');
  }

  current(): SettingsText {
    const text = this.#read();
    return { text: masked(text), revision: revisionOf(text), file: this.#options.file };
  }

  inForce(): readonly SettingInForce[] {
    return effectiveSettings(this.#options.config);
  }

  usual(): Tree {
    return houseSchema.parse({});
  }

  check(text: string): SettingsCheck {
    return this.#checked(unmasked(text, treeOf(this.#read())));
  }

  async apply({ text, basedOn, by }: Parameters<SettingsKeeper['apply']>[0]): Promise<SettingsCheck> {
    return await this.#write(unmasked(text, treeOf(this.#read())), basedOn, by);
  }

  versions(): readonly SettingsVersion[] {
    if (!existsSync(this.#versionFolder)) return [];
    const found = readdirSync(this.#versionFolder).flatMap((name) => {
      const groups = VERSION_FILE.exec(name)?.groups;
      if (groups === undefined) return [];
      const id = name.slice(0, -'.yml'.length);
      return [{ id, appliedAtMillis: Number(groups['at']), by: decodeURIComponent(groups['by'] ?? '') }];
    });
    return found.sort((a, b) => b.appliedAtMillis - a.appliedAtMillis);
  }

  version(id: string): string | undefined {
    const text = this.#textOf(id);
    return text === undefined ? undefined : masked(text);
  }

  async restore({ id, basedOn, by }: Parameters<SettingsKeeper['restore']>[0]): Promise<SettingsCheck> {
    const text = this.#textOf(id);
    if (text === undefined) throw refused('There is no such version.', 'Choose one of the list.');
    return await this.#write(text, basedOn, by);
  }

  restart(): void {
    this.#options.restart();
  }

  #checked(text: string): SettingsCheck {
    const { file, environment, plugins } = this.#options;
    const yaml = readYamlText(text, file);
    const differences = yaml.tree === undefined ? [] : differencesOf(treeOf(this.#read()), yaml.tree);
    const problems: SettingProblem[] = masksLeft(yaml.tree ?? {}).map((path) => ({
      path,
      value: '[secret]',
      remedy: 'write the secret itself: there was none in this place',
    }));
    try {
      correlationOf(configOf(yaml, environment, plugins));
    } catch (cause) {
      if (!(cause instanceof ConfigError)) throw cause;
      problems.push(...cause.problems);
    }
    return { problems, differences };
  }

  /** Written down first, then kept as a version, then put in force. */
  async #write(text: string, basedOn: string, by: Actor): Promise<SettingsCheck> {
    const { file, clock, audit } = this.#options;
    const before = this.#read();
    if (revisionOf(before) !== basedOn) {
      throw refused(
        'The settings have changed since you looked at them.',
        'Look at them again, and repeat your change.',
      );
    }
    const check = this.#checked(text);
    if (check.problems.length > 0) {
      const [first] = check.problems;
      throw refused(`The settings are wrong: ${first?.path}: ${first?.value}`, first?.remedy ?? 'Correct them.');
    }
    const nowMillis = clock.nowMillis();
    await audit.append(auditEntries(check, { before, text, nowMillis, by }));
    try {
      this.#keepVersion(before, nowMillis, by);
      writeWhole(file, text);
    } catch (cause) {
      throw notWritable(file, cause);
    }
    return check;
  }

  #keepVersion(text: string, nowMillis: number, by: Actor): void {
    mkdirSync(this.#versionFolder, { recursive: true, mode: 0o700 });
    const who = encodeURIComponent(by.name)
      .replaceAll(/[!'()*]/g, '~')
      .slice(0, 200);
    writeWhole(join(this.#versionFolder, `${nowMillis}-${who}.yml`), text);
    for (const { id } of this.versions().slice(MOST_VERSIONS)) rmSync(join(this.#versionFolder, `${id}.yml`));
  }

  #textOf(id: string): string | undefined {
    const isKnown = this.versions().some((version) => version.id === id);
    return isKnown ? readTextFile(join(this.#versionFolder, `${id}.yml`)) : undefined;
  }

  /** Empty while there is no file yet. */
  #read(): string {
    const { file } = this.#options;
    return existsSync(file) ? readTextFile(file) : '';
  }
}

function treeOf(text: string) {
  return readYamlText(text, 'settings').tree ?? {};
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function auditEntries(
  { differences }: SettingsCheck,
  {
    before,
    text,
    nowMillis,
    by,
  }: { readonly before: string; readonly text: string; readonly nowMillis: number; readonly by: Actor },
): AuditEntry[] {
  const whole = { path: 'settings', before: revisionOf(before), after: revisionOf(text), by };
  const each = differences.map(({ path, before: from, after: to }) => ({
    path: `settings.${path}`,
    ...(from === undefined ? {} : { before: from }),
    ...(to === undefined ? {} : { after: to }),
    by,
  }));
  return [whole, ...each].map((setting) => ({ kind: 'setting', atMillis: nowMillis, setting }));
}

function notWritable(file: string, cause: unknown): Failure {
  return new Failure(`The settings file ${file} cannot be written: ${String(cause)}`, {
    reason: 'client',
    retryable: false,
    remedy: 'Make it and the data folder writable for Telltale, or export the text and put it there by hand.',
    cause,
  });
}

function refused(message: string, remedy: string): Failure {
  return new Failure(message, { reason: 'client', retryable: false, remedy });
}
