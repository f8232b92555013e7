import { effectiveSettings } from '../../config/effective-settings.ts';
import { unknownVariables } from '../../config/environment.ts';
import { SECTION_NAMES, wholeEnvironment } from '../../config/whole-schema.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Settings } from '../cli/settings.ts';
import { addressesIn, type Address } from './addresses.ts';
import { clockDifference, clockFinding } from './clock.ts';
import { consoleFinding } from './console.ts';
import { ok, warning, type Finding } from './finding.ts';
import { dataFolderFindings, settingsFileFindings } from './machine.ts';
import { reach, reachFinding } from './reach.ts';
import { servicesOf } from './services.ts';

export interface Patient {
  readonly settings: Settings;
  /** Where the settings stand, whether there is such a file or not. */
  readonly settingsFile: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

const MOST_CLOCKS = 5;

/** Looks at everything outside that Telltale needs with these settings, and changes nothing. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const { settings, clock } = patient;
  const { house } = settings.config;
  const addresses = addressesIn(usedSettings(settings));
  const [folder, page, reached] = await Promise.all([
    dataFolderFindings(house.dataDir, clock.nowMillis()),
    consoleFinding(house.http.host, house.http.port),
    Promise.all(addresses.map(async (address) => ({ address, reached: await reach(address) }))),
  ]);
  const unreached = reached.filter((each) => !each.reached.isReached).map(({ address: { part } }) => part);
  const services = servicesOf(settings).filter(
    ({ part }) => !unreached.some((each) => each === part || each.startsWith(`${part}.`)),
  );
  return [
    ...settingsFindings(patient),
    ...folder,
    page,
    ...reached.map((each) => reachFinding(each.address, each.reached, clock.nowMillis())),
    ...(await Promise.all(services.map(async (service) => await service.examine()))),
    await clockFindingBy(
      reached.filter((each) => each.reached.isReached).map(({ address }) => address),
      clock,
    ),
  ];
}

/** The settings of the house and of what is switched on: what is off needs no server. */
function usedSettings({ plugins, config }: Settings): object {
  const sections = SECTION_NAMES.map((section) => {
    const on = plugins[section].filter((plugin) => plugin.isEnabled(config.plugins[section].get(plugin.kind)));
    return [section, Object.fromEntries(on.map(({ kind }) => [kind, config.plugins[section].get(kind)]))] as const;
  });
  return { ...config.house, ...Object.fromEntries(sections) };
}

function settingsFindings({ settings, settingsFile, environment }: Patient): readonly Finding[] {
  const { plugins, config } = settings;
  const holdsSecrets = effectiveSettings(config).some(
    ({ origin, value }) => origin === 'file' && value.includes('[secret]'),
  );
  const unknown = unknownVariables(wholeEnvironment(plugins), environment).map((name) =>
    warning('settings', `${name} is not a setting and has no effect`, 'correct its name, or take it away'),
  );
  const on = plugins.notifiers.filter((plugin) => plugin.isEnabled(config.plugins.notifiers.get(plugin.kind)));
  const tellsNobody = on.every(({ kind }) => kind === 'log');
  return [
    ok('settings', 'every setting is right'),
    ...unknown,
    ...settingsFileFindings(settingsFile, holdsSecrets),
    ...(tellsNobody
      ? [
          warning(
            'notifiers',
            'nobody is told when an event escalates',
            'set TELLTALE_SMTP_URL, TELLTALE_TELEGRAM_TOKEN or TELLTALE_ALERTMANAGER_URL',
          ),
        ]
      : []),
  ];
}

async function clockFindingBy(addresses: readonly Address[], clock: Clock): Promise<Finding> {
  const origins = [...new Set(addresses.flatMap(({ origin }) => origin ?? []))].slice(0, MOST_CLOCKS);
  const nowMillis = (): number => clock.nowMillis();
  const differences = await Promise.all(
    origins.map(async (origin) => (await clockDifference(origin, nowMillis)) ?? []),
  );
  return clockFinding(differences.flat(), clock.nowMillis());
}
