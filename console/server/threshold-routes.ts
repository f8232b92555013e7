import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FiredSpan, MarkedIncident, ThresholdOutcome } from '../../core/ports/threshold-preview.ts';
import { siteOf } from '../../core/series.ts';
import { problemSchema } from './api-schemas.ts';
import { seesSiteOf } from './asker.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { isoTime, isoTimeOrNull, parseTime } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';

const MAX_INCIDENTS = 200;
const MAX_DURATION_SECONDS = 86_400;

export function registerThresholdRoutes(
  app: FastifyInstance,
  { registry, thresholdPreview }: Pick<ConsoleDeps, 'registry' | 'thresholdPreview'>,
): void {
  app.route({
    method: 'POST',
    url: '/api/v1/thresholds/preview',
    config: { operation: PREVIEW },
    handler: async (request): Promise<ThresholdPreviewView> => {
      const { series: key, wish, incidents } = parseInput(askedSchema, request.body, 'body');
      const series = registry.find(key);
      if (series === undefined || !seesSiteOf(request)(siteOf(series.series))) {
        throw new HttpProblem(404, 'No series has this key.', {
          reason: 'unknown-series',
          remedy: 'Take a key from /api/v1/series.',
        });
      }
      const { fromMillis, untilMillis, readings, now, wished } = await thresholdPreview.compare(
        series,
        wish,
        incidents.map(incidentOf),
      );
      return {
        from: isoTime(fromMillis),
        until: isoTime(untilMillis),
        readings,
        now: toOutcomeView(now),
        wished: toOutcomeView(wished),
      };
    },
  });
}

function incidentOf({ from, until }: { readonly from: string; readonly until: string }, index: number): MarkedIncident {
  const [fromMillis, untilMillis] = [parseTime(from), parseTime(until)];
  if (fromMillis !== undefined && untilMillis !== undefined && fromMillis <= untilMillis)
    return { fromMillis, untilMillis };
  const path = `body.incidents.${index}`;
  const remedy = 'write two times as 2026-01-31T12:00:00Z, the earlier one first';
  throw new HttpProblem(400, `${path}: ${remedy}`, { problems: [{ path, remedy }] });
}

function toOutcomeView({ spans, ...figures }: ThresholdOutcome): z.infer<typeof outcomeSchema> {
  return { ...figures, spans: spans.map(toSpanView) };
}

function toSpanView({ fromMillis, untilMillis, ...seen }: FiredSpan): z.infer<typeof spanSchema> {
  return { from: isoTime(fromMillis), until: isoTimeOrNull(untilMillis), ...seen };
}

const wishSchema = z.strictObject({
  sensitivity: z.enum(['low', 'normal', 'high']).optional(),
  direction: z.enum(['both', 'above', 'below']).optional(),
  leastDeviation: z.number().nonnegative().optional(),
  minimumDurationSeconds: z.number().min(0).max(MAX_DURATION_SECONDS).optional(),
});

const askedSchema = z.strictObject({
  series: z.string().min(1),
  wish: wishSchema.default({}),
  incidents: z
    .array(z.strictObject({ from: z.string(), until: z.string() }))
    .max(MAX_INCIDENTS)
    .default([])
    .describe('ISO 8601 with a zone'),
});

const spanSchema = z.object({
  from: z.string(),
  until: z.string().nullable().describe('null while it lasts'),
  level: z.enum(['warning', 'alarm']),
  score: z.number().describe('the highest; 1 is the edge of normal'),
  observed: z.number(),
  lower: z.number(),
  upper: z.number(),
});

const outcomeSchema = z.object({
  fired: z.int(),
  firedAMonth: z.number(),
  spans: z.array(spanSchema).readonly().describe('the latest 200, in the order of time'),
  incidentsFound: z.int(),
  outsideIncidents: z.int(),
});

const previewSchema = z.object({
  from: z.string(),
  until: z.string(),
  readings: z.int(),
  now: outcomeSchema,
  wished: outcomeSchema,
});

export type ThresholdPreviewView = z.infer<typeof previewSchema>;
export type ThresholdOutcomeView = z.infer<typeof outcomeSchema>;

const PREVIEW: Operation = {
  access: 'administrator',
  summary: 'What a series would have raised in the past 30 days, as it is judged now and as it is wanted.',
  description: 'The past readings go through the detectors that judge the present. One preview at a time.',
  body: { description: 'The series, how it is wanted, and known times of trouble.', schema: askedSchema },
  responses: {
    200: { description: 'Both outcomes, also against the incidents.', schema: previewSchema },
    404: { description: 'No such series.', mediaType: 'application/problem+json', schema: problemSchema },
    429: { description: 'Another is being worked out.', mediaType: 'application/problem+json', schema: problemSchema },
  },
};
