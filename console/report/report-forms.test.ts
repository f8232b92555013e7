import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../test/support/hostile-texts.ts';
import { reportToCsv } from './report-csv.ts';
import { reportToWire } from './report-json.ts';
import { reportToHtml } from './report-page.ts';
import { reportToTables } from './report-text.ts';
import { sampleReport } from './testing/sample-report.ts';

const MOMENT = Date.UTC(2026, 0, 5, 12);

function offender(type: string) {
  const source = { site: 'lab', sensor: 'door', type };
  return { sources: 1, topTenShare: 1, top: [{ source, alarms: 3, share: 1, cumulativeShare: 1 }] };
}

function stale(...sites: readonly string[]) {
  const rows = sites.map((site) => ({
    source: { site, sensor: 'door', type: 'motion' },
    beganAtMillis: MOMENT,
    endedAtMillis: undefined,
    stoodSeconds: 90_000,
  }));
  return { alarms: rows.length, standing: rows.length, mostOnADay: 1, list: { rows, leftOut: 0 } };
}

describe('the report as JSON', () => {
  it('has instants in ISO 8601 and null for what cannot be said', () => {
    expect(reportToWire(sampleReport({ stale: stale('lab') }))).toMatchObject({
      period: { from: '2026-01-01T00:00:00.000Z', seconds: 2_592_000 },
      presented: { tenMinutes: { peakBeganAt: null } },
      stale: { list: { rows: [{ beganAt: '2026-01-05T12:00:00.000Z', endedAt: null }] } },
    });
  });
});

describe('the report as CSV', () => {
  it('has each figure on its line, rows counted from 1', () => {
    const lines = reportToCsv(sampleReport({ stale: stale('lab', 'gate') })).split('\r\n');
    expect(lines).toContain('stale,,mostOnADay,1');
    expect(lines).toContain('stale.list.rows,2,source.site,gate');
    expect(lines).toContain('stale.list.rows,1,endedAt,');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('puts an apostrophe before %j', (type) => {
    expect(reportToCsv(sampleReport({ offenders: offender(type) }))).toContain(`'${type}`);
  });

  it('quotes what would break a line or a cell', () => {
    const csv = reportToCsv(sampleReport({ offenders: offender('a "b", c\nd') }));
    expect(csv).toContain('offenders.top,1,source.type,"a ""b"", c\nd"\r\n');
  });
});

describe('the report as a page', () => {
  it.each(HOSTILE_TEXTS)('shows %s as text', (_name, type) => {
    const page = reportToHtml(sampleReport({ offenders: offender(type) }));
    expect(page).not.toMatch(/<script|<img|onerror=[^&]*>/i);
  });

  it('says so when nothing happened, and shows no tables', () => {
    const { period } = sampleReport();
    const page = reportToHtml(sampleReport({ period: { ...period, empty: true } }));
    expect(page).toContain('Nothing happened in this period');
    expect(page).not.toContain('<table');
  });

  it('carries its style unless told where it is', () => {
    expect(reportToHtml(sampleReport())).toContain('<style>');
    expect(reportToHtml(sampleReport(), { styleHref: '/report.css' })).toContain('href="/report.css"');
  });
});

describe('the report in words', () => {
  it('names figures with their targets', () => {
    const [figures] = reportToTables(sampleReport({ stale: stale('lab') }));
    expect(figures?.rows).toContainEqual(['Stale on the worst day', '1', 'target under 5', 'met']);
  });
});
