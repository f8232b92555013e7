import { pathText, type Path } from '../../core/settings-tree.ts';
import { Secret } from '../../core/secret.ts';

/** A server that the settings name. */
export interface Address {
  /** The setting: `notifiers.telegram.apiRoot`. */
  readonly part: string;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** Where it answers HTTP; without user and password, which `fetch` would refuse. */
  readonly origin: string | undefined;
}

const USUAL_PORTS: Readonly<Record<string, { readonly port: number; readonly isTls: boolean }>> = {
  'http:': { port: 80, isTls: false },
  'https:': { port: 443, isTls: true },
  'mqtt:': { port: 1883, isTls: false },
  'mqtts:': { port: 8883, isTls: true },
  'redis:': { port: 6379, isTls: false },
  'rediss:': { port: 6379, isTls: true },
  'smtp:': { port: 587, isTls: false },
  'smtps:': { port: 465, isTls: true },
};
/** Telltale's own address, and those that others reach and not this process. */
const NOT_ASKED_FROM_HERE = /^(?:http\.publicUrl|grafana\.prometheusUrl)$|\.streamUrl$/;
const MOST_ADDRESSES = 200;

/** Every address of a server in settings of any shape, whoever has it among theirs; each server of a setting once. */
export function addressesIn(settings: unknown): readonly Address[] {
  const found = addressesBelow(settings, []);
  const byServer = new Map(found.map((each) => [`${each.part} ${each.host}:${each.port}`, each]));
  return [...byServer.values()].slice(0, MOST_ADDRESSES);
}

function addressesBelow(value: unknown, path: Path): Address[] {
  if (value instanceof Secret) return addressOf(value.reveal(), path);
  if (typeof value === 'string') return addressOf(value, path);
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => addressesBelow(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => addressesBelow(child, [...path, name]));
}

function addressOf(text: string, path: Path): Address[] {
  const part = pathText(path);
  if (NOT_ASKED_FROM_HERE.test(part) || !URL.canParse(text)) return [];
  const { protocol, hostname, port, host } = new URL(text);
  const usual = USUAL_PORTS[protocol];
  if (usual === undefined || hostname === '' || /[{}]|%7B/i.test(hostname)) return [];
  return [
    {
      part,
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? usual.port : Number(port),
      isTls: usual.isTls,
      origin: protocol.startsWith('http') ? `${protocol}//${host}` : undefined,
    },
  ];
}
