import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Secret } from '../../../../core/secret.ts';
import { GrafanaClient } from '../../../../dashboards/push/grafana-client.ts';
import { pushToGrafana, type PushedResource } from '../../../../dashboards/push/push.ts';
import { isJson, type ContactPoints, type Json } from '../../../../dashboards/push/wanted-resources.ts';
import { PACKAGE_ROOT } from '../../../package-root.ts';
import { alignColumns } from '../../columns.ts';
import { EXIT, UsageError, type Command } from '../../command.ts';
import { CONFIG_OPTION, CONFIG_USAGE, loadSettings, type Settings } from '../../settings.ts';

export const command: Command = {
  summary: 'Sets up folder, data source, dashboards and contact points in a Grafana',
  usage: `[--dry-run] [--config FILE] [--json]
  --dry-run        says what it would do, and changes nothing
${CONFIG_USAGE}
  --json           one JSON object a resource

Which Grafana: the settings grafana.url and grafana.token, or TELLTALE_GRAFANA_URL and TELLTALE_GRAFANA_TOKEN[_FILE], the token of a
service account. With grafana.prometheusUrl it has a data source made. Who is told by the notifiers email and telegram gets a
contact point. A second push changes nothing. Notification policies are never touched: to use the contact points, name them in yours.
Exit code 0: done. 1: Grafana refused, with what to do about it. 2: wrong configuration.`,
  async run(words, terminal) {
    const options = { ...CONFIG_OPTION, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...words], options });
    const settings = await loadSettings(values.config, terminal.environment);
    const { url, token, prometheusUrl } = settings.config.house.grafana;
    if (url === undefined) throw new UsageError('No Grafana is named: set grafana.url or TELLTALE_GRAFANA_URL.');
    if (token === undefined)
      throw new UsageError('No token is given: set TELLTALE_GRAFANA_TOKEN or TELLTALE_GRAFANA_TOKEN_FILE.');
    const dryRun = values['dry-run'] === true;
    const pushed = await pushToGrafana(
      new GrafanaClient({ url, token: token.reveal() }),
      { dashboards: await committedDashboards(), prometheusUrl, contactPoints: contactPointsOf(settings) },
      dryRun,
    );
    if (values.json === true) for (const resource of pushed) terminal.print(JSON.stringify(resource));
    else for (const line of alignColumns(pushed.map((resource) => wordsOf(resource, dryRun)))) terminal.print(line);
    return EXIT.ok;
  },
};

function wordsOf({ kind, name, outcome }: PushedResource, dryRun: boolean): string[] {
  const changes = outcome === 'created' || outcome === 'updated';
  const said = outcome === 'left' ? 'left: provisioned from a file' : outcome;
  return [dryRun && changes ? `would be ${said}` : said, kind, name];
}

async function committedDashboards(): Promise<readonly Json[]> {
  const folder = join(PACKAGE_ROOT, 'dashboards/grafana');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const texts = await Promise.all(files.map(async (name) => await readFile(join(folder, name), 'utf8')));
  return texts.map((text): unknown => JSON.parse(text)).filter(isJson);
}

const emailSettings = z.object({ to: z.array(z.string()) });
const telegramSettings = z.object({ token: z.instanceof(Secret), chatIds: z.array(z.string()) });

function contactPointsOf({ config, plugins }: Settings): ContactPoints {
  const settingsOf = (kind: string): unknown => {
    const settings = config.plugins.notifiers.get(kind);
    return plugins.notifiers.find((plugin) => plugin.kind === kind)?.isEnabled(settings) === true
      ? settings
      : undefined;
  };
  const email = emailSettings.safeParse(settingsOf('email')).data;
  const telegram = telegramSettings.safeParse(settingsOf('telegram')).data;
  return {
    emailAddresses: email?.to ?? [],
    ...(telegram === undefined ? {} : { telegram: { token: telegram.token.reveal(), chatIds: telegram.chatIds } }),
  };
}
