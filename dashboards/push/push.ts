import { Failure } from '../../core/failure.ts';
import type { GrafanaClient } from './grafana-client.ts';
import { contactPointsOf, dataSourceOf, FOLDER, holds, isJson, type Json, type Wanted } from './wanted-resources.ts';

export interface PushedResource {
  readonly kind: 'folder' | 'data source' | 'dashboard' | 'contact point';
  readonly name: string;
  /** `left`: a file on Grafana's own disk provisions it, so that it can only be changed there. */
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'left';
}

const OLDEST_MAJOR_VERSION = 11;

/**
 * Makes Grafana hold what is wanted, in an order in which each may name those before it; what is right already is left
 * alone, so that a second push changes nothing. With `dryRun` only looks. Reads and writes no notification policy:
 * setting one replaces the whole tree, and the tree is somebody's.
 */
export async function pushToGrafana(client: GrafanaClient, wanted: Wanted, dryRun: boolean): Promise<PushedResource[]> {
  await requireVersion(client);
  const push = new Push(client, dryRun);
  const pushed = [await push.folder()];
  if (wanted.prometheusUrl !== undefined) pushed.push(await push.dataSource(dataSourceOf(wanted.prometheusUrl)));
  for (const dashboard of wanted.dashboards) pushed.push(await push.dashboard(dashboard));
  pushed.push(...(await push.contactPoints(contactPointsOf(wanted.contactPoints))));
  return pushed;
}

async function requireVersion(client: GrafanaClient): Promise<void> {
  const health = await client.find('api/health');
  const isGrafana = isJson(health) && 'database' in health;
  if (!isGrafana) {
    throw new Failure('What answers there is not Grafana', {
      reason: 'configuration',
      retryable: false,
      remedy: 'Check grafana.url (TELLTALE_GRAFANA_URL).',
    });
  }
  const version = typeof health['version'] === 'string' ? health['version'] : '';
  const major = Number.parseInt(version, 10);
  if (major < OLDEST_MAJOR_VERSION) {
    throw new Failure(`Grafana ${version} is too old for these dashboards`, {
      reason: 'configuration',
      retryable: false,
      remedy: `Upgrade it to ${OLDEST_MAJOR_VERSION} or later.`,
    });
  }
}

class Push {
  readonly #client: GrafanaClient;
  readonly #dryRun: boolean;

  constructor(client: GrafanaClient, dryRun: boolean) {
    this.#client = client;
    this.#dryRun = dryRun;
  }

  async folder(): Promise<PushedResource> {
    const path = `api/folders/${FOLDER.uid}`;
    const found = await this.#client.find(path);
    return await this.#settle('folder', FOLDER.title, found, FOLDER, {
      create: { method: 'POST', path: 'api/folders', body: FOLDER },
      update: { method: 'PUT', path, body: { title: FOLDER.title, overwrite: true } },
    });
  }

  async dataSource(wanted: Json): Promise<PushedResource> {
    const path = `api/datasources/uid/${String(wanted['uid'])}`;
    const found = await this.#client.find(path);
    if (isJson(found) && found['readOnly'] === true) return left('data source', String(wanted['name']));
    return await this.#settle('data source', String(wanted['name']), found, wanted, {
      create: { method: 'POST', path: 'api/datasources', body: wanted },
      update: { method: 'PUT', path, body: wanted },
    });
  }

  async dashboard(wanted: Json): Promise<PushedResource> {
    const found = await this.#client.find(`api/dashboards/uid/${String(wanted['uid'])}`);
    const meta = isJson(found) ? found['meta'] : undefined;
    const name = String(wanted['title']);
    if (isJson(meta) && meta['provisioned'] === true) return left('dashboard', name);
    const body = {
      dashboard: { ...wanted, id: null },
      folderUid: FOLDER.uid,
      overwrite: true,
      message: 'telltale grafana push',
    };
    const request = { method: 'POST', path: 'api/dashboards/db', body } as const;
    const target = { dashboard: wanted, meta: { folderUid: FOLDER.uid } };
    return await this.#settle('dashboard', name, found, target, { create: request, update: request });
  }

  async contactPoints(wanted: readonly Json[]): Promise<PushedResource[]> {
    if (wanted.length === 0) return [];
    const path = 'api/v1/provisioning/contact-points';
    const answer = await this.#client.find(path);
    const known = Array.isArray(answer) ? answer.filter(isJson) : [];
    const pushed: PushedResource[] = [];
    for (const point of wanted) {
      const found = known.find((each) => each['uid'] === point['uid']);
      const name = `${String(point['name'])} (${String(point['uid'])})`;
      pushed.push(
        await this.#settle('contact point', name, found, point, {
          create: { method: 'POST', path, body: point },
          update: { method: 'PUT', path: `${path}/${String(point['uid'])}`, body: point },
        }),
      );
    }
    return pushed;
  }

  async #settle(
    kind: PushedResource['kind'],
    name: string,
    found: unknown,
    wanted: Json,
    requests: { readonly create: WriteRequest; readonly update: WriteRequest },
  ): Promise<PushedResource> {
    if (found !== undefined && holds(found, wanted)) return { kind, name, outcome: 'unchanged' };
    const { method, path, body } = found === undefined ? requests.create : requests.update;
    if (!this.#dryRun) await this.#client.send(method, path, body);
    return { kind, name, outcome: found === undefined ? 'created' : 'updated' };
  }
}

interface WriteRequest {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: object;
}

function left(kind: PushedResource['kind'], name: string): PushedResource {
  return { kind, name, outcome: 'left' };
}
