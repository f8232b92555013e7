import { describe, expect, it } from 'vitest';
import { createMetricsRegistry } from './metrics.ts';

describe('the metrics of this process', () => {
  it('name the version that runs and what every Node process says of itself', async () => {
    const text = await createMetricsRegistry('1.2.3').metrics();
    expect(text).toContain('telltale_build_info{version="1.2.3"} 1');
    expect(text).toContain('process_resident_memory_bytes ');
    expect(text).toContain('nodejs_eventloop_lag_seconds ');
  });

  it('are apart from those of another registry in the same process', async () => {
    const first = createMetricsRegistry('1');
    createMetricsRegistry('2');
    expect(await first.metrics()).not.toContain('version="2"');
  });
});
