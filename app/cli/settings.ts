import { loadConfig, type Config } from '../../config/load-config.ts';
import { correlationOf } from '../correlation-file.ts';
import { discoverPlugins, type Plugins } from '../discover-plugins.ts';
import { settingsToRead } from '../settings-file.ts';

/** The option of every command that reads the settings. */
export const CONFIG_OPTION = { config: { type: 'string' } } as const;
export const CONFIG_USAGE =
  '  --config FILE    settings to read instead of the file that TELLTALE_CONFIG names, or telltale.yml in the data folder';

export interface Settings {
  readonly plugins: Plugins;
  readonly config: Config;
}

/** Throws a `ConfigError` that lists every problem, those of the correlation rules too. */
export async function loadSettings(option: string | undefined, environment: NodeJS.ProcessEnv): Promise<Settings> {
  const plugins = await discoverPlugins();
  const config = loadConfig(settingsToRead(option, environment), environment, plugins);
  correlationOf(config);
  return { plugins, config };
}
