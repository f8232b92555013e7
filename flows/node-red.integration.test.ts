import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNodeRed, type RunningNodeRed } from '../test/support/node-red.ts';
import { startStreamServer, type StreamServer } from './testing/stream-server.ts';

const EVENT = { id: 'a', version: 1, state: 'new', class: 'intrusion', site: 'north', sensor: 'door-4' };

const NODE_TYPES = [
  'telltale-server',
  'telltale-events',
  'telltale-readings-in',
  'telltale-readings-out',
  'telltale-detect',
  'telltale-signal',
  'telltale-action',
  'telltale-escalate',
];

describe('in a real Node-RED', () => {
  let telltale: StreamServer;
  let nodeRed: RunningNodeRed;

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'flows/tsconfig.json']);
    telltale = await startStreamServer();
    telltale.setSnapshot([{ ...EVENT, title: 'Open since yesterday' }]);
    nodeRed = await startNodeRed({ packageFolders: ['flows'], flow: await exampleFlow(telltale.baseUrl) });
  });

  afterAll(async () => {
    await nodeRed.stop();
    telltale.close();
  });

  it('the nodes load without an error', async () => {
    await expect
      .poll(async () => await telltaleNodes(nodeRed))
      .toEqual(NODE_TYPES.map((type): unknown => expect.objectContaining({ types: [type], enabled: true })));
    expect(JSON.stringify(await telltaleNodes(nodeRed))).not.toContain('"err"');
  });

  it('the example is offered for import and the icon is served', async () => {
    const example = await nodeRed.admin('/library/examples/flows/@telltale/node-red-telltale/new-intrusions');
    expect(example).toContainEqual(expect.objectContaining({ type: 'tab', label: 'New intrusions' }));
    expect(JSON.stringify(await nodeRed.admin('/icons'))).toContain('telltale.svg');
  });

  it('the example flow shows each new intrusion once, and nothing else', async () => {
    await expect.poll(() => telltale.requests.length, { timeout: 10_000 }).toBe(1);
    telltale.send('events', { events: [{ ...EVENT, id: 'b', class: 'technical', title: 'Door 5 battery' }] });
    telltale.send('events', { events: [{ ...EVENT, id: 'c', title: 'Door 6 forced' }] });
    telltale.send('events', { events: [{ ...EVENT, id: 'c', version: 2, state: 'taken', title: 'Door 6 forced' }] });
    telltale.send('events', { events: [{ ...EVENT, id: 'd', title: 'Door 7 forced' }] });
    await expect.poll(() => shownIntrusions(nodeRed)).toEqual(['Door 6 forced', 'Door 7 forced']);
  });

  it('removing the node ends its connection', async () => {
    expect(telltale.requests[0]?.socket.destroyed).toBe(false);
    await nodeRed.deploy([]);
    await expect.poll(() => telltale.requests[0]?.socket.destroyed).toBe(true);
  });
});

/** The shipped example, with nothing but the address of the server changed. */
async function exampleFlow(baseUrl: string): Promise<readonly object[]> {
  const flow: readonly { readonly type: string }[] = JSON.parse(
    await readFile('flows/examples/new-intrusions.json', 'utf8'),
  );
  return flow.map((node) => (node.type === 'telltale-server' ? Object.assign(node, { baseUrl }) : node));
}

async function telltaleNodes(nodeRed: RunningNodeRed): Promise<readonly unknown[]> {
  const nodes = await nodeRed.admin('/nodes');
  return Array.isArray(nodes) ? nodes.filter((node) => JSON.stringify(node).includes('node-red-telltale')) : [];
}

function shownIntrusions(nodeRed: RunningNodeRed): readonly (string | undefined)[] {
  return [...nodeRed.output().matchAll(/\[debug:intrusion\] (.*)/g)].map((match) => match[1]);
}
