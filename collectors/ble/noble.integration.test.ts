import { describe, expect, it, vi } from 'vitest';
import { CollectorListener } from '../../test/support/collector-listener.ts';
import { bleConfigSchema } from './config.ts';
import plugin from './plugin.ts';

describe('the real noble', () => {
  it('ends in a clear state on any machine, with Bluetooth or without, and leaves SIGINT alone', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const listener = new CollectorListener();
    const config = bleConfigSchema.parse({ adapter: true });
    const interruptListeners = process.listenerCount('SIGINT');
    const collector = plugin.create(config, listener.context);
    if (collector.mode !== 'listening') throw new Error('ble listens');
    await collector.start(new AbortController().signal);
    expect(process.listenerCount('SIGINT')).toBe(interruptListeners);
    await vi.waitFor(() => expect(listener.healths.length).toBeGreaterThan(1), { timeout: 30_000 });
    const health = listener.healths.at(-1);
    if (health?.state === 'down') expect(health.detail).toMatch(/^no usable Bluetooth adapter \(\w+\)$/);
    else expect(health?.detail).toContain('and the adapter');
    expect(listener.taps.size).toBe(1);
    await collector.stop();
    const healths = listener.healths.length;
    await collector.stop();
    expect(listener.healths).toHaveLength(healths);
    warn.mockRestore();
    log.mockRestore();
  });
});
