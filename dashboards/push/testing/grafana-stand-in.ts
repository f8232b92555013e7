import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { freePort } from '../../../test/support/free-port.ts';

interface StandInOptions {
  readonly version?: string;
  /** Paths that begin so are answered 403. */
  readonly forbidden?: string;
  /** Uids that a file provisions. */
  readonly provisioned?: readonly string[];
}

export interface GrafanaStandIn {
  readonly url: string;
  /** `METHOD path` of every request that changes something, accepted or not. */
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** Somebody changes something by hand. */
  edit(uid: string, change: object): void;
  stop(): Promise<void>;
}

export const TOKEN = 'glsa_test';

const uid = z.string().regex(/^[\w-]{1,40}$/);

/** Bodies as https://grafana.com/docs/grafana/latest/developers/http_api/ documents them; anything else is refused. */
const BODIES = {
  folder: z.strictObject({ uid, title: z.string().min(1), parentUid: uid.optional() }),
  folderChange: z.strictObject({
    title: z.string().min(1),
    version: z.number().optional(),
    overwrite: z.boolean().optional(),
  }),
  dataSource: z.strictObject({
    uid,
    name: z.string().min(1).max(190),
    type: z.literal('prometheus'),
    access: z.enum(['proxy', 'direct']),
    url: z.url(),
    jsonData: z.strictObject({ httpMethod: z.enum(['GET', 'POST']), timeInterval: z.string() }),
  }),
  dashboard: z.strictObject({
    dashboard: z.looseObject({ id: z.null(), uid, title: z.string().min(1), panels: z.array(z.looseObject({})) }),
    folderUid: uid,
    message: z.string(),
    overwrite: z.boolean(),
  }),
  contactPoint: z.discriminatedUnion('type', [
    z.strictObject({
      uid,
      name: z.string().min(1),
      type: z.literal('email'),
      settings: z.strictObject({ addresses: z.string().min(1), singleEmail: z.boolean() }),
      disableResolveMessage: z.boolean(),
    }),
    z.strictObject({
      uid,
      name: z.string().min(1),
      type: z.literal('telegram'),
      settings: z.strictObject({
        bottoken: z.string().min(1),
        chatid: z.string().min(1),
        parse_mode: z.enum(['HTML', 'None', 'Markdown']),
      }),
      disableResolveMessage: z.boolean(),
    }),
  ]),
};

type Stored = Record<string, unknown>;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Grafana's HTTP API as far as a push uses it, over what it remembers. */
export async function startGrafanaStandIn(options: StandInOptions = {}): Promise<GrafanaStandIn> {
  const stored = new Map<string, Stored>();
  const writes: string[] = [];
  const reads: string[] = [];
  const server = createServer((request, response) => {
    const reply = (body: string): void => {
      const path = (request.url ?? '').slice(1);
      (request.method === 'GET' ? reads : writes).push(`${request.method} ${path}`);
      const answer = path === 'api/health' ? health(options) : answerTo(request, path, body, stored, options);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    };
    void text(request).then(reply);
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    writes,
    reads,
    edit: (key, change) => stored.set(key, { ...stored.get(key), ...change }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function health({ version = '11.6.1' }: StandInOptions): Answer {
  return { status: 200, body: { commit: 'abc', database: 'ok', version } };
}

function answerTo(
  request: IncomingMessage,
  path: string,
  text: string,
  stored: Map<string, Stored>,
  options: StandInOptions,
): Answer {
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return refusal(401, 'Invalid API key');
  if (options.forbidden !== undefined && path.startsWith(options.forbidden)) {
    return refusal(403, "You'll need additional permissions to perform this action.");
  }
  if (request.method === 'GET') return found(path, stored, options);
  if (request.headers['content-type'] !== 'application/json') return refusal(415, 'unsupported media type');
  try {
    return written(`${request.method} ${path}`, JSON.parse(text), stored);
  } catch (cause) {
    return refusal(400, `bad request data: ${String(cause)}`);
  }
}

function found(path: string, stored: Map<string, Stored>, { provisioned = [] }: StandInOptions): Answer {
  if (path === 'api/v1/provisioning/contact-points') {
    return { status: 200, body: [...stored.values()].filter((each) => 'disableResolveMessage' in each).map(redacted) };
  }
  const key = path.split('/').at(-1) ?? '';
  const isProvisioned = provisioned.includes(key);
  const resource = stored.get(key) ?? (isProvisioned ? { uid: key } : undefined);
  if (resource === undefined) return refusal(404, 'not found');
  if (!path.startsWith('api/dashboards/'))
    return { status: 200, body: { id: 7, ...resource, readOnly: isProvisioned } };
  return {
    status: 200,
    body: {
      dashboard: { ...resource, id: 7, version: 3 },
      meta: { folderUid: 'telltale', provisioned: isProvisioned },
    },
  };
}

function redacted(point: Stored): Stored {
  const settings = z.record(z.string(), z.unknown()).parse(point['settings']);
  return { ...point, settings: 'bottoken' in settings ? { ...settings, bottoken: '[REDACTED]' } : settings };
}

function written(what: string, body: unknown, stored: Map<string, Stored>): Answer {
  const put = (resource: Stored & { uid: string }): void =>
    void stored.set(resource.uid, { ...stored.get(resource.uid), ...resource });
  switch (what.replace(/(?<=^PUT .*\/)[\w-]+$/, ':uid')) {
    case 'POST api/folders':
      put(BODIES.folder.parse(body));
      return { status: 200, body: { id: 1 } };
    case 'PUT api/folders/:uid':
      put({ uid: 'telltale', ...BODIES.folderChange.parse(body) });
      return { status: 200, body: { id: 1 } };
    case 'POST api/datasources':
    case 'PUT api/datasources/uid/:uid':
      put(BODIES.dataSource.parse(body));
      return { status: 200, body: { message: 'Datasource saved' } };
    case 'POST api/dashboards/db':
      put(BODIES.dashboard.parse(body).dashboard);
      return { status: 200, body: { status: 'success', version: 1 } };
    case 'POST api/v1/provisioning/contact-points':
    case 'PUT api/v1/provisioning/contact-points/:uid':
      put(BODIES.contactPoint.parse(body));
      return { status: 202, body: { message: 'contactpoint updated' } };
    default:
      return refusal(404, 'no such route');
  }
}

function refusal(status: number, message: string): Answer {
  return { status, body: { message } };
}
