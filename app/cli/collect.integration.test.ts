import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../test/support/free-port.ts';
import { startMosquitto } from '../../test/support/mosquitto.ts';
import { runCli } from './test-support/run-cli.ts';

const lineSchema = z.looseObject({ kind: z.enum(['reading', 'signal', 'refused', 'health']) });

describe('telltale collect --test', () => {
  it('shows the readings of one round, and that the collector is up', async () => {
    const { code, printed } = await runCli(['collect', '--test', 'host', '--seconds', '1']);
    expect(code).toBe(0);
    expect(printed.join('\n')).toMatch(
      /^reading {2}\d{4}-\S+ memory_used_ratio\{sensor="[^"]+",site="local"\} = 0\.\d+/m,
    );
    expect(printed.at(-1)).toMatch(/^\d+ readings, 0 signals, 0 refused; the collector is up$/);
  });

  it('gives one JSON object a line, and the summary apart from them', async () => {
    const { code, printed, complaints } = await runCli(['collect', '--test', 'host', '--seconds', '1', '--json']);
    expect(code).toBe(0);
    const kinds = new Set(printed.map((line) => lineSchema.parse(JSON.parse(line)).kind));
    expect([...kinds].toSorted()).toEqual(['health', 'reading']);
    expect(complaints).toEqual([expect.stringMatching(/^\d+ readings, /)]);
  });

  it('leaves messages that nobody has kept with the broker', async () => {
    const broker = await startMosquitto();
    const { default: mqtt } = await import('mqtt');
    const publisher = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    const environment = { TELLTALE_MQTT_URL: `mqtt://127.0.0.1:${broker.port}` };
    const words = ['collect', '--test', 'mqtt', '--seconds', '0.5'];
    try {
      expect((await runCli(words, environment)).code).toBe(0);
      await publisher.publishAsync('telltale/lab/door-4/alarm', 'motion', { qos: 1 });
      const first = await runCli(words, environment);
      const second = await runCli(words, environment);
      for (const { code, printed } of [first, second]) {
        expect(code).toBe(0);
        expect(printed.join('\n')).toMatch(/^signal {3}.*door-4 at lab/m);
      }
    } finally {
      await publisher.endAsync(true);
      await broker.stop();
    }
  });

  it('tells what keeps a collector down, with its remedy', async () => {
    const environment = { TELLTALE_MQTT_URL: `mqtt://127.0.0.1:${await freePort()}` };
    const { code, printed } = await runCli(['collect', '--test', 'mqtt', '--seconds', '0.1'], environment);
    expect(code).toBe(1);
    expect(printed.join('\n')).toMatch(/^health {3}down: cannot connect to .+ Remedy: .+$/m);
    expect(printed.at(-1)).toMatch(/the collector is down$/);
  });

  it.each([
    [['collect'], 'Name a collector: --test with one of ble, host, '],
    [['collect', '--test', 'frobnicator'], 'Name a collector: --test with one of ble, host, '],
    [['collect', '--test', 'snmp'], 'The collector snmp is off: configure collectors.snmp first.'],
    [['collect', '--test', 'host', '--seconds', 'x'], '--seconds x: must be a number above 0, at most 3600.'],
  ])('refuses %j in words', async (words, text) => {
    const { code, complaints } = await runCli(words);
    expect(code).toBe(2);
    expect(complaints).toEqual([expect.stringContaining(text), 'See: telltale help collect']);
  });
});
