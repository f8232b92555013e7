import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNodeRed, type RunningNodeRed } from '../test/support/node-red.ts';
import { telltaleCommand } from '../test/support/telltale-command.ts';
import { startTelltale, type TelltaleProcess } from '../test/support/telltale-process.ts';

const PATIENCE = { timeout: 30_000, interval: 200 };
const TAB = { id: 'tab', type: 'tab', label: 'Tokens' };

/** Says every second that a window is open; another flow takes every event there is. */
function flowWith(baseUrl: string, tokens: { readonly telemetry: string; readonly act: string }): readonly object[] {
  const server = (id: string, token: string): object => ({
    id,
    type: 'telltale-server',
    baseUrl,
    credentials: { token },
  });
  const inject = { id: 'each', type: 'inject', z: 'tab', repeat: '1', payload: 'window open', payloadType: 'str' };
  const place = { site: 'lab', sensor: 'window', signalType: 'window', signalClass: 'intrusion' };
  const caught = { type: 'debug', z: 'tab', console: true, active: true, targetType: 'msg', complete: 'error.message' };
  const nodes = [
    { ...inject, wires: [['alarm']] },
    { id: 'alarm', type: 'telltale-signal', z: 'tab', server: 'intake', ...place, wires: [[]] },
    { id: 'events', type: 'telltale-events', z: 'tab', server: 'desk', wires: [['taking']] },
    { id: 'taking', type: 'telltale-action', z: 'tab', server: 'desk', action: 'take', wires: [[]] },
    { id: 'catch', type: 'catch', z: 'tab', scope: ['alarm'], wires: [['caught']] },
    { ...caught, id: 'caught', name: 'caught', wires: [] },
  ];
  const onTheCanvas = nodes.map((node) => Object.assign(node, { x: 100, y: 100 }));
  return [TAB, server('intake', tokens.telemetry), server('desk', tokens.act), ...onTheCanvas];
}

describe('flows beside a Telltale with accounts', () => {
  let dataFolder: string;
  let telltale: TelltaleProcess;
  let nodeRed: RunningNodeRed;
  let telemetry: string;
  let act: string;

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'flows/tsconfig.json']);
    dataFolder = await mkdtemp(join(tmpdir(), 'telltale-tokens-'));
    telltale = await startTelltale({ dataFolder, environment: { TELLTALE_DEMO: '0' } });
    await telltaleCommand(dataFolder, 'user', 'add', 'Eva', '--role', 'administrator');
    telemetry = await telltaleCommand(dataFolder, 'token', 'add', 'flows-in');
    act = await telltaleCommand(dataFolder, 'token', 'add', 'flows', '--may', 'act');
    nodeRed = await startNodeRed({ packageFolders: ['flows'], flow: [TAB] });
  }, 180_000);

  afterAll(async () => {
    await nodeRed.stop();
    await telltale.kill();
    await rm(dataFolder, { recursive: true });
  });

  it('are told what is missing when they show a token that is not known', async () => {
    await nodeRed.deploy(flowWith(telltale.url, { telemetry: 'wrong', act: 'wrong' }));
    await expect.poll(() => nodeRed.output(), PATIENCE).toMatch(/\[debug:caught\] .*Telltale answered 401/);
    expect(nodeRed.output()).not.toContain('wrong');
  });

  it('hand in, hear of events and act, each with its token', async () => {
    await nodeRed.deploy(flowWith(telltale.url, { telemetry, act }));
    const taken = async (): Promise<string | undefined> => {
      const headers = { authorization: `Bearer ${act}` };
      const answer = await fetch(`${telltale.url}/api/v1/events?state=open`, { headers });
      const events: readonly { readonly sensor: string; readonly state: string }[] = JSON.parse(await answer.text());
      return events.find(({ sensor }) => sensor === 'window')?.state;
    };
    await expect.poll(taken, PATIENCE).toBe('taken');
  });

  it('keep their tokens out of what Node-RED shows and exports', async () => {
    const flows = JSON.stringify(await nodeRed.admin('/flows'));
    expect(flows).toContain('telltale-server');
    expect(flows).not.toContain(telemetry);
    expect(flows).not.toContain(act);
  });
});
