/** A server of the stack, as it is started from what is installed on this machine. */
export interface LocalServer {
  readonly name: string;
  /** The first of these that is installed is started; a path is taken as it is. */
  readonly commands: readonly string[];
  readonly args: readonly string[];
  readonly port: number;
  /** How a person reaches it. */
  readonly url: string;
  /** Answers 2xx when it is ready; without one, listening is enough. */
  readonly readyPath?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly install: string;
}

export const SERVER_NAMES = [
  'mosquitto',
  'redis',
  'alertmanager',
  'telltale',
  'prometheus',
  'grafana',
  'influxdb',
  'node-red',
] as const;

export type ServerName = (typeof SERVER_NAMES)[number];

export type Ports = Readonly<Record<ServerName, number>>;

/** Those of docker-compose.yml. */
export const USUAL_PORTS: Ports = {
  mosquitto: 1883,
  redis: 6379,
  alertmanager: 9093,
  telltale: 8080,
  prometheus: 9090,
  grafana: 3000,
  influxdb: 8086,
  'node-red': 1880,
};
