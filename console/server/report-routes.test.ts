import { describe, expect, it } from 'vitest';
import type { AlarmReport } from '../../core/alarm-report.ts';
import { Failure } from '../../core/failure.ts';
import type { ReportRequest } from '../../core/ports/alarm-reports.ts';
import { sampleReport } from '../report/testing/sample-report.ts';
import { serve } from './testing/serve.ts';

async function serveReport(answer: (request: ReportRequest) => AlarmReport) {
  const asked: ReportRequest[] = [];
  const address = await serve({
    alarmReports: {
      report: async (request) => {
        asked.push(request);
        return answer(request);
      },
    },
  });
  return { address, asked };
}

describe('the alarm report over HTTP', () => {
  it('is asked for as it stands in the query, and answers JSON', async () => {
    const { address, asked } = await serveReport(() => sampleReport());
    const answer = await fetch(`${address}/api/v1/report?from=2026-01-01&zone=Europe/Rome&operators=2`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({ period: { from: '2026-01-01T00:00:00.000Z', zone: 'UTC' } });
    expect(asked).toEqual([{ from: '2026-01-01', zone: 'Europe/Rome', operators: '2' }]);
  });

  it('is CSV on request, named by its period', async () => {
    const { address } = await serveReport(() => sampleReport());
    const answer = await fetch(`${address}/api/v1/report?format=csv`);
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="alarm-report-2026-01-01-2026-01-31.csv"',
    );
    expect((await answer.text()).startsWith('table,row,column,value\r\nperiod,,from,2026-01-01')).toBe(true);
  });

  it('is a page whose links ask for the same period, with a style the page may load', async () => {
    const { address } = await serveReport(() => sampleReport());
    const answer = await fetch(`${address}/report`);
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('/api/v1/report?from=1767225600000&amp;until=1769817600000&amp;zone=UTC&amp;format=csv');
    expect(page).not.toContain('<style>');
    expect((await fetch(`${address}/report.css`)).headers.get('content-type')).toContain('text/css');
  });

  it('says what is wrong with the request, and when it cannot be made now', async () => {
    const refuse = (reason: 'client' | 'rate-limited') => () => {
      throw new Failure('zone: there is no "x"', { reason, retryable: false, remedy: 'write UTC' });
    };
    const wrong = await serveReport(refuse('client'));
    const busy = await serveReport(refuse('rate-limited'));
    const answer = await fetch(`${wrong.address}/api/v1/report?zone=x`);
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { detail: 'zone: there is no "x".', remedy: 'write UTC' },
    ]);
    expect((await fetch(`${busy.address}/report`)).status).toBe(503);
    expect((await fetch(`${busy.address}/api/v1/report?format=pdf`)).status).toBe(400);
  });
});
