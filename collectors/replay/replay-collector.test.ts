import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CollectorListener } from '../../test/support/collector-listener.ts';
import { replayConfigSchema } from './config.ts';
import { ReplayCollector } from './replay-collector.ts';
import { SITE_COLUMNS } from './row.ts';
import { systemTimer, type Timer } from './timer.ts';

/** On a busy machine; what is waited for is that it happens. */
const PATIENCE_MILLIS = 20_000;

const HEADER = SITE_COLUMNS.join(',');
const untimed = new AbortController().signal;

let folder: string;
const started: ReplayCollector[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((collector) => collector.stop()));
});
afterAll(() => rm(folder, { recursive: true }));

/** Lets waiting take no time, up to `untilSeconds` after the start; from then on time stands still. */
function quickTimer(listener: CollectorListener, untilSeconds: number): Timer {
  const endMillis = listener.nowMillis + untilSeconds * 1000;
  return {
    async wait(millis, signal) {
      if (listener.nowMillis + millis > endMillis) await new Promise((_resolve, reject) => onAbort(signal, reject));
      listener.nowMillis += millis;
    },
  };
}

function onAbort(signal: AbortSignal, reject: (reason: unknown) => void): void {
  signal.addEventListener('abort', () => reject(signal.reason));
}

async function play(
  text: string | Buffer,
  options: { settings?: object; untilSeconds?: number; listener?: CollectorListener; timer?: Timer } = {},
) {
  const path = join(folder, 'file.csv');
  await writeFile(path, text);
  const listener = options.listener ?? new CollectorListener();
  const { files } = replayConfigSchema.parse({ files: [{ path, site: 'lab', ...options.settings }] });
  const timer = options.timer ?? quickTimer(listener, options.untilSeconds ?? 3600);
  const collector = new ReplayCollector(files, listener.context, timer);
  started.push(collector);
  await collector.start(untimed);
  return { listener, collector };
}

const rows = (...lines: readonly string[]): string => `${[HEADER, ...lines].join('\n')}\n`;
const reading = (offset: number, value: number): string => `${offset},s,t,${value},,,`;

describe('replay', () => {
  it('hands on past rows at once and the others when they are due', async () => {
    const listener = new CollectorListener();
    const startMillis = listener.nowMillis;
    await play(rows(reading(-60, 1), reading(0, 2), reading(5, 3)), { listener });
    await vi.waitFor(() => expect(listener.batches).toHaveLength(2), PATIENCE_MILLIS);
    expect(listener.readings).toEqual([
      { series: 't{sensor="s",site="lab"}', observedAtMillis: startMillis - 60_000, value: 1 },
      { series: 't{sensor="s",site="lab"}', observedAtMillis: startMillis, value: 2 },
      { series: 't{sensor="s",site="lab"}', observedAtMillis: startMillis + 5000, value: 3 },
    ]);
    expect(listener.batches.map((batch) => batch.receivedAtMillis)).toEqual([startMillis, startMillis + 5000]);
  });

  it('hands on nothing before it is due', async () => {
    const { listener } = await play(rows(reading(0, 1), reading(10, 2)), { untilSeconds: 9 });
    await vi.waitFor(() => expect(listener.readings).toHaveLength(1), PATIENCE_MILLIS);
  });

  it('plays at the chosen speed', async () => {
    const listener = new CollectorListener();
    const startMillis = listener.nowMillis;
    await play(rows(reading(0, 1), reading(60, 2)), { listener, settings: { speed: 60 } });
    await vi.waitFor(
      () => expect(listener.readings.at(-1)?.observedAtMillis).toBe(startMillis + 1000),
      PATIENCE_MILLIS,
    );
  });

  it('hands on the past in batches of thousands, never the whole file', async () => {
    const past = Array.from({ length: 10_000 }, (_, index) => reading(index - 10_000, index));
    const { listener } = await play(rows(...past));
    await vi.waitFor(() => expect(listener.readings).toHaveLength(10_000), PATIENCE_MILLIS);
    expect(listener.batches.map((batch) => batch.count)).toEqual([4096, 4096, 1808]);
  });

  it('turns an alarm row into a signal', async () => {
    const { listener } = await play(
      rows('2,door,,,forced,intrusion,"Forced, from outside"', '4,door,,0,forced,intrusion,'),
    );
    await vi.waitFor(() => expect(listener.signals).toHaveLength(2), PATIENCE_MILLIS);
    expect(listener.signals[0]).toMatchObject({
      kind: 'device-alarm',
      type: 'forced',
      class: 'intrusion',
      phase: 'entered',
      site: 'lab',
      sensor: 'door',
      message: 'Forced, from outside',
      observedAtMillis: listener.nowMillis - 2000,
      receivedAtMillis: listener.nowMillis - 2000,
    });
    expect(listener.signals[1]).toMatchObject({ phase: 'left' });
  });

  it('gives an alarm another id in every round and every run', async () => {
    const listener = new CollectorListener();
    const text = rows('0,door,,,forced,intrusion,', '1,door,,,forced,intrusion,');
    const settings = { loop: true };
    const { collector } = await play(text, { listener, settings, untilSeconds: 8 });
    await vi.waitFor(() => expect(listener.signals).toHaveLength(4), PATIENCE_MILLIS);
    await collector.stop();
    await play(text, { listener, settings, untilSeconds: 2 });
    await vi.waitFor(() => expect(listener.signals).toHaveLength(6), PATIENCE_MILLIS);
    expect(new Set(listener.signals.map((signal) => signal.id)).size).toBe(6);
  });

  it('begins again after the last row, without what came before the loop', async () => {
    const listener = new CollectorListener();
    const startMillis = listener.nowMillis;
    const settings = { loop: true, loopFromSeconds: 10, loopPauseSeconds: 3 };
    await play(rows(reading(-5, 0), reading(0, 1), reading(10, 2), reading(12, 3)), {
      listener,
      settings,
      untilSeconds: 21,
    });
    await vi.waitFor(() => expect(listener.readings).toHaveLength(7), PATIENCE_MILLIS);
    const offsets = listener.readings.map(({ observedAtMillis }) => (observedAtMillis - startMillis) / 1000);
    expect(offsets).toEqual([-5, 0, 10, 12, 15, 17, 20]);
    expect(listener.readings.map(({ value }) => value)).toEqual([0, 1, 2, 3, 2, 3, 2]);
  });

  it('ends when there is nothing to loop', async () => {
    const { listener, collector } = await play(rows(reading(-2, 1), reading(-1, 2)), { settings: { loop: true } });
    await vi.waitFor(() => expect(listener.readings).toHaveLength(2), PATIENCE_MILLIS);
    await collector.stop();
    expect(listener.readings).toHaveLength(2);
  });

  it('plays a plain file from now on, under the names of the configuration', async () => {
    const listener = new CollectorListener();
    const startMillis = listener.nowMillis;
    await play('\uFEFFtimestamp,value\r\n2014-02-14 14:30:00,1.5\r\n2014-02-14 14:35:00,2\r\n', {
      listener,
      settings: { sensor: 'ec2', metric: 'cpu_ratio', speed: 300 },
    });
    await vi.waitFor(() => expect(listener.readings).toHaveLength(2), PATIENCE_MILLIS);
    const series = 'cpu_ratio{sensor="ec2",site="lab"}';
    expect(listener.readings).toEqual([
      { series, observedAtMillis: startMillis, value: 1.5 },
      { series, observedAtMillis: startMillis + 1000, value: 2 },
    ]);
  });

  it('counts bad rows by reason, once, and plays the good ones beside them', async () => {
    const bad = Buffer.concat([
      Buffer.from(rows(reading(0, 1), '0,s,t,NaN,,,', '0,s', '0,"s,t', `0,${'s'.repeat(9000)},t,1,,,`)),
      Buffer.from([0x30, 0x2c, 0xff, 0x0a]),
      Buffer.from(`${reading(1, 2)}\n`),
    ]);
    const { listener } = await play(bad, { settings: { loop: true }, untilSeconds: 20 });
    await vi.waitFor(() => expect(listener.readings.length).toBeGreaterThan(4), PATIENCE_MILLIS);
    expect(listener.rejected.map(({ reason }) => reason)).toEqual([
      'not-finite',
      'bad-line',
      'bad-line',
      'too-large',
      'not-utf8',
    ]);
    expect(listener.rejected[0]?.detail).toContain('file.csv:3 ');
  });

  it('emits nothing once stopped, whatever it was waiting for', async () => {
    const { listener, collector } = await play(rows(reading(0, 1), reading(3600, 2)), { timer: systemTimer });
    await vi.waitFor(() => expect(listener.readings).toHaveLength(1), PATIENCE_MILLIS);
    await collector.stop();
    await collector.stop();
    expect(listener.readings).toHaveLength(1);
    expect(listener.healths.every(({ state }) => state === 'up')).toBe(true);
  });

  it('goes on when a commit fails, and says so until the next one succeeds', async () => {
    const listener = new CollectorListener();
    listener.commitError = new Error('disk full');
    await play(rows(reading(0, 1), reading(1, 2), reading(2, 3)), {
      listener,
      timer: {
        async wait(millis) {
          listener.nowMillis += millis;
          if (listener.healths.at(-1)?.state === 'down') listener.commitError = undefined;
        },
      },
    });
    await vi.waitFor(() => expect(listener.readings.map(({ value }) => value)).toEqual([2, 3]), PATIENCE_MILLIS);
    expect(listener.healths.map(({ state }) => state)).toEqual(['up', 'down', 'up']);
  });

  it('refuses to start without its file, or with one it does not know', async () => {
    const listener = new CollectorListener();
    const { files } = replayConfigSchema.parse({ files: [{ path: join(folder, 'none.csv'), site: 'lab' }] });
    const missing = new ReplayCollector(files, listener.context, systemTimer);
    await expect(missing.start(untimed)).rejects.toMatchObject({ name: 'Failure', reason: 'configuration' });
    await expect(play('a,b,c\n')).rejects.toMatchObject({ name: 'Failure', reason: 'configuration' });
    await expect(play('')).rejects.toMatchObject({ name: 'Failure', reason: 'configuration' });
  });
});
