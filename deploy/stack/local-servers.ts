import { join } from 'node:path';
import type { LocalServer, Ports, ServerName } from './local-server.ts';
import type { LocalSettings } from './local-settings.ts';

type Servers = Readonly<Record<ServerName, LocalServer>>;

export interface StackPlace {
  /** The repository. */
  readonly root: string;
  /** Data, settings and secrets of this stack. */
  readonly folder: string;
  readonly ports: Ports;
}

const HOST = '127.0.0.1';

/** The same servers with the same settings as docker-compose.yml. */
export function localServers(place: StackPlace, settings: LocalSettings): Servers {
  return {
    ...brokerAndMemory(place, settings),
    ...telltaleItself(place),
    ...monitoring(place, settings),
    ...besides(place, settings),
  };
}

function brokerAndMemory(place: StackPlace, settings: LocalSettings): Pick<Servers, 'mosquitto' | 'redis'> {
  const { root, ports } = place;
  return {
    mosquitto: {
      ...common(place, 'mosquitto', 'mqtt'),
      commands: ['mosquitto'],
      args: ['-c', settings.mosquitto],
      install: 'apt-get install mosquitto',
    },
    redis: {
      ...common(place, 'redis', 'redis'),
      commands: ['redis-server'],
      args: [
        join(root, 'deploy/redis/redis.conf'),
        '--port',
        String(ports.redis),
        '--bind',
        HOST,
        '--dir',
        dataOf(place, 'redis'),
      ],
      install: 'apt-get install redis-server',
    },
  };
}

function telltaleItself(place: StackPlace): Pick<Servers, 'telltale'> {
  const { root, ports } = place;
  return {
    telltale: {
      ...common(place, 'telltale'),
      commands: [process.execPath],
      args: [join(root, 'dist/app/main.js')],
      readyPath: '/healthz',
      environment: {
        TELLTALE_CONFIG: join(root, 'deploy/telltale.yml'),
        TELLTALE_DATA_DIR: dataOf(place, 'telltale'),
        TELLTALE_HTTP_PORT: String(ports.telltale),
        TELLTALE_METRICS_TOKEN_FILE: secretOf(place, 'telltale_metrics_token'),
        TELLTALE_MQTT_URL: `mqtt://${HOST}:${ports.mosquitto}`,
        TELLTALE_REDIS_URL: `redis://${HOST}:${ports.redis}`,
        TELLTALE_ALERTMANAGER_URL: `http://${HOST}:${ports.alertmanager}`,
        TELLTALE_REMOTE_WRITE_URL: `http://${HOST}:${ports.prometheus}/api/v1/write`,
      },
      install: 'npm run build',
    },
  };
}

function monitoring(
  place: StackPlace,
  settings: LocalSettings,
): Pick<Servers, 'prometheus' | 'alertmanager' | 'grafana'> {
  const { ports } = place;
  return {
    prometheus: {
      ...common(place, 'prometheus'),
      commands: ['prometheus'],
      args: [
        `--config.file=${settings.prometheus}`,
        `--storage.tsdb.path=${dataOf(place, 'prometheus')}`,
        '--web.enable-remote-write-receiver',
        `--web.listen-address=${HOST}:${ports.prometheus}`,
      ],
      readyPath: '/-/ready',
      install: 'apt-get install prometheus',
    },
    alertmanager: {
      ...common(place, 'alertmanager'),
      commands: ['prometheus-alertmanager', 'alertmanager'],
      args: [
        `--config.file=${settings.alertmanager}`,
        `--storage.path=${dataOf(place, 'alertmanager')}`,
        `--web.listen-address=${HOST}:${ports.alertmanager}`,
        '--cluster.listen-address=',
      ],
      readyPath: '/-/ready',
      install: 'apt-get install prometheus-alertmanager',
    },
    grafana: {
      ...common(place, 'grafana'),
      commands: ['grafana-server'],
      args: ['--homepath', '/usr/share/grafana'],
      readyPath: '/api/health',
      environment: {
        GF_SERVER_HTTP_ADDR: HOST,
        GF_SERVER_HTTP_PORT: String(ports.grafana),
        GF_PATHS_DATA: dataOf(place, 'grafana'),
        GF_PATHS_PROVISIONING: settings.grafanaProvisioning,
        GF_SECURITY_ADMIN_PASSWORD__FILE: secretOf(place, 'grafana_admin_password'),
        GF_ANALYTICS_REPORTING_ENABLED: 'false',
        GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      },
      install: 'https://grafana.com/docs/grafana/latest/setup-grafana/installation/debian/',
    },
  };
}

function besides(place: StackPlace, settings: LocalSettings): Pick<Servers, 'influxdb' | 'node-red'> {
  const { root, ports } = place;
  return {
    influxdb: {
      ...common(place, 'influxdb'),
      commands: ['influxd'],
      args: [
        '--http-bind-address',
        `${HOST}:${ports.influxdb}`,
        '--bolt-path',
        join(dataOf(place, 'influxdb'), 'influxd.bolt'),
        '--engine-path',
        join(dataOf(place, 'influxdb'), 'engine'),
      ],
      readyPath: '/health',
      install: 'https://docs.influxdata.com/influxdb/v2/install/',
    },
    'node-red': {
      ...common(place, 'node-red'),
      commands: [process.execPath],
      args: [
        join(root, 'node_modules/node-red/red.js'),
        '--userDir',
        settings.nodeRedFolder,
        '--settings',
        join(root, 'deploy/node-red/settings.cjs'),
        '--port',
        String(ports['node-red']),
      ],
      readyPath: '/',
      environment: { NODE_RED_CREDENTIAL_SECRET_FILE: secretOf(place, 'node_red_credential_secret') },
      install: 'npm install',
    },
  };
}

function common(
  { ports }: StackPlace,
  name: ServerName,
  protocol = 'http',
): Pick<LocalServer, 'name' | 'port' | 'url'> {
  return { name, port: ports[name], url: `${protocol}://${HOST}:${ports[name]}` };
}

function dataOf({ folder }: StackPlace, name: ServerName): string {
  return join(folder, name);
}

function secretOf({ folder }: StackPlace, name: string): string {
  return join(folder, 'secrets', name);
}
