import { describe, expect, it } from 'vitest';
import type { Event } from '../core/event.ts';
import { seriesKey } from '../core/series.ts';
import { sampleEvent } from '../test/support/sample-records.ts';
import { SiteTally } from './site-tally.ts';

function figures(tally: SiteTally, open: readonly Event[] = []): Record<string, number> {
  return Object.fromEntries(tally.figures(open).map(({ series, value }) => [seriesKey(series), value]));
}

describe('the figures of the queue by site', () => {
  it('count signals, openings, escalations and closings, at 0 from the first', () => {
    const tally = new SiteTally();
    const opened = sampleEvent({ id: 'e', site: 'north', class: 'intrusion', signalCount: 1 });
    const joined = { ...opened, signalCount: 4 };
    tally.follow([{ event: opened, previous: undefined }]);
    tally.follow([{ event: joined, previous: opened }]);
    const closed: Event = { ...joined, state: 'closed', disposition: 'false' };
    tally.follow([{ event: closed, previous: joined }]);
    expect(figures(tally)).toMatchObject({
      'telltale_site_signals_total{class="intrusion",sensor="queue",site="north"}': 4,
      'telltale_site_signals_total{class="fire",sensor="queue",site="north"}': 0,
      'telltale_site_events_opened_total{class="intrusion",sensor="queue",site="north"}': 1,
      'telltale_site_events_closed_total{disposition="false",sensor="queue",site="north"}': 1,
      'telltale_site_events_closed_total{disposition="true",sensor="queue",site="north"}': 0,
      'telltale_site_escalations_total{sensor="queue",site="north"}': 0,
      'telltale_site_events_open{sensor="queue",site="north"}': 0,
    });
  });

  it('know of sites whose events were open before the start', () => {
    const open = [sampleEvent({ id: 'a', site: 'south' }), sampleEvent({ id: 'b', site: 'south' })];
    expect(figures(new SiteTally(), open)['telltale_site_events_open{sensor="queue",site="south"}']).toBe(2);
  });

  it('stay bounded however many sites devices invent, and count those together', () => {
    const tally = new SiteTally();
    for (let n = 0; n < 2100; n += 1) {
      tally.follow([
        { event: sampleEvent({ id: `e${n}`, site: `site-${n}`, class: 'fire', signalCount: 1 }), previous: undefined },
      ]);
    }
    const all = figures(tally);
    expect(all['telltale_site_events_opened_total{class="fire",sensor="queue",site="(other sites)"}']).toBe(100);
    expect(Object.keys(all).length).toBeLessThan(2100 * 30);
  });
});
