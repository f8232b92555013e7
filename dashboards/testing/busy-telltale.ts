import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { act, eventOfSensor, post } from '../../test/end-to-end/ask.ts';
import { startTelegramStandIn } from '../../test/support/telegram-stand-in.ts';
import { startTelltale, type TelltaleProcess } from '../../test/support/telltale-process.ts';

export interface BusyTelltale {
  readonly telltale: TelltaleProcess;
  stop(): Promise<void>;
}

/** An agent that nobody answers for, a chat that does not exist, and people who are slow: something of every kind goes wrong. */
const SETTINGS = `
escalation: {takeLimitSeconds: 2, reminderSeconds: 5}
collectors:
  snmp:
    intervalSeconds: 2
    timeoutSeconds: 1
    requestTimeoutSeconds: 0.2
    failuresBeforeDown: 1
    agents: [{address: 127.0.0.1, port: 9, site: lab, sensor: switch-1}]
`;
const TOKEN = '123456:dashboards';

/** A whole Telltale, worked on by devices and an operator until it is stopped. */
export async function startBusyTelltale(remoteWriteUrl: string): Promise<BusyTelltale> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-busy-'));
  const file = join(folder, 'telltale.yml');
  await writeFile(file, SETTINGS);
  const telegram = await startTelegramStandIn({ token: TOKEN, chatIds: [] });
  const telltale = await startTelltale({
    environment: {
      TELLTALE_DEMO: '0',
      TELLTALE_CONFIG: file,
      TELLTALE_REMOTE_WRITE_URL: remoteWriteUrl,
      TELLTALE_TELEGRAM_TOKEN: TOKEN,
      TELLTALE_TELEGRAM_CHAT_IDS: '-100',
      TELLTALE_TELEGRAM_API_ROOT: telegram.apiRoot,
    },
  });
  const stopping = new AbortController();
  const working = work(telltale, stopping.signal);
  return {
    telltale,
    stop: async () => {
      stopping.abort();
      await working;
      await telltale.kill();
      await telegram.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function work(telltale: TelltaleProcess, stopping: AbortSignal): Promise<void> {
  const device = await connectAsync(`mqtt://127.0.0.1:${telltale.mqttPort}`);
  try {
    for (let round = 1; !stopping.aborted; round += 1) {
      await setTimeout(500, undefined, { signal: stopping });
      await device.publishAsync('telltale/lab/freezer/temperature', String(-18 + Math.sin(round)), { qos: 1 });
      await device.publishAsync('telltale/lab/freezer/temperature', 'minus eighteen', { qos: 1 });
      await device.publishAsync(
        `telltale/gate-${round}/door-${round}/alarm`,
        '{"type": "motion", "class": "intrusion"}',
        {
          qos: 1,
        },
      );
      await post(telltale, '/api/v1/readings', '[{"site": "lab", "sensor": "scale", "metric": "mass", "value": 3}]');
      await fetch(`${telltale.url}/api/v1/events/nobody`);
      await answer(telltale, `door-${round}`, round);
    }
  } catch (cause) {
    if (!stopping.aborted) throw cause;
  } finally {
    await device.endAsync();
  }
}

/** Every third event is left alone, the others are taken at once and closed as what they were. */
async function answer(telltale: TelltaleProcess, sensor: string, round: number): Promise<void> {
  if (round % 3 === 0) return;
  const { id } = await eventOfSensor(telltale, sensor);
  await act(telltale, id, { kind: 'take' });
  await act(telltale, id, { kind: 'close', disposition: round % 3 === 1 ? 'true' : 'false', reason: 'seen' });
}
