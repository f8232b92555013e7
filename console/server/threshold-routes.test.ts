import { describe, expect, it } from 'vitest';
import type { MarkedIncident, ThresholdWish } from '../../core/ports/threshold-preview.ts';
import { makeSeries } from '../../core/series.ts';
import { serve } from './testing/serve.ts';

const KEY = 'temperature{sensor=s1,site=lab}';
const OUTCOME = { fired: 0, firedAMonth: 0, spans: [], incidentsFound: 0, outsideIncidents: 0 };
const SPAN = { level: 'warning', score: 1.5, observed: 30, lower: 18, upper: 24 } as const;

async function preview(body: unknown) {
  const asked: { readonly wish: ThresholdWish; readonly incidents: readonly MarkedIncident[] }[] = [];
  const series = { id: 0, key: KEY, series: makeSeries('lab', 's1', 'temperature') };
  const url = await serve({
    registry: { all: () => [series], find: (key) => (key === KEY ? series : undefined) },
    thresholdPreview: {
      compare: async (_, wish, incidents) => {
        asked.push({ wish, incidents });
        const spans = [{ ...SPAN, fromMillis: 1000, untilMillis: undefined }];
        return { fromMillis: 0, untilMillis: 5000, readings: 7, now: { ...OUTCOME, fired: 1, spans }, wished: OUTCOME };
      },
    },
  });
  const response = await fetch(`${url}/api/v1/thresholds/preview`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json(), asked };
}

describe('a preview of thresholds', () => {
  it('tells what would have fired now and as wished', async () => {
    const incidents = [{ from: '1970-01-01T00:00:01Z', until: '1970-01-01T00:00:02Z' }];
    const { status, answer, asked } = await preview({ series: KEY, wish: { sensitivity: 'low' }, incidents });
    expect(status).toBe(200);
    expect(asked).toEqual([{ wish: { sensitivity: 'low' }, incidents: [{ fromMillis: 1000, untilMillis: 2000 }] }]);
    expect(answer).toEqual({
      from: '1970-01-01T00:00:00.000Z',
      until: '1970-01-01T00:00:05.000Z',
      readings: 7,
      now: { ...OUTCOME, fired: 1, spans: [{ ...SPAN, from: '1970-01-01T00:00:01.000Z', until: null }] },
      wished: OUTCOME,
    });
  });

  it.each([
    [{ series: 'unknown' }, 404],
    [{ series: KEY, wish: { sensitivity: 'shrill' } }, 400],
    [{ series: KEY, incidents: [{ from: 'yesterday', until: '1970-01-01T00:00:02Z' }] }, 400],
    [{ series: KEY, incidents: [{ from: '1970-01-01T00:00:03Z', until: '1970-01-01T00:00:02Z' }] }, 400],
  ])('refuses %j', async (body, expected) => {
    const { status, asked } = await preview(body);
    expect(status).toBe(expected);
    expect(asked).toEqual([]);
  });
});
