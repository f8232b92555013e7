import { BlockList, isIP, isIPv6 } from 'node:net';

/** Where nothing of the outside may be: this machine, the network it stands in, and what has a meaning of its own. */
const INSIDE: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b::/96',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

const inside = networkList(INSIDE);

/**
 * Whether a picture may be fetched from this address. One that stands in the settings itself may; one that a name
 * server gave only outside, or in a network that the settings name, so that whoever answers for the name cannot turn
 * Telltale against what is near it.
 */
export function mayAsk(hostname: string, address: string, networks: readonly string[]): boolean {
  if (isIP(bare(hostname)) !== 0) return true;
  return !holds(inside, address) || holds(networkList(networks), address);
}

function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/');
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** An IPv4 address in the clothes of IPv6 is looked at as what it is. */
function holds(list: BlockList, address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return list.check(mapped, 'ipv4');
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Without the brackets of an address. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
