import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AlarmReport } from '../../core/alarm-report.ts';
import { Failure } from '../../core/failure.ts';
import type { AlarmReports, ReportRequest } from '../../core/ports/alarm-reports.ts';
import { reportToCsv } from '../report/report-csv.ts';
import { reportToWire } from '../report/report-json.ts';
import { reportToHtml } from '../report/report-page.ts';
import { REPORT_STYLE } from '../report/report-style.ts';
import { sitesOf } from './asker.ts';
import { problemSchema } from './api-schemas.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';

/** The alarm report: as data under the API, and as a page without scripts that prints. */
export function registerReportRoutes(app: FastifyInstance, reports: AlarmReports): void {
  app.route({
    method: 'GET',
    url: '/api/v1/report',
    config: { operation: REPORT },
    handler: async (request, reply) => {
      const { format, ...wish } = parseInput(querySchema, request.query, 'query');
      const report = await make(reports, wish, sitesOf(request));
      if (format === 'json') return reportToWire(report);
      reply.header('content-disposition', `attachment; filename="${fileName(report)}"`);
      return await reply.type('text/csv; charset=utf-8').send(reportToCsv(report));
    },
  });

  app.route({
    method: 'GET',
    url: '/report',
    config: { operation: PAGE },
    handler: async (request, reply) => {
      const wish = parseInput(wishSchema, request.query, 'query');
      const report = await make(reports, wish, sitesOf(request));
      const query = queryOf(report, wish);
      const links = [
        { href: `/api/v1/report?${query}&format=json`, title: 'JSON' },
        { href: `/api/v1/report?${query}&format=csv`, title: 'CSV' },
      ];
      const page = reportToHtml(report, { styleHref: '/report.css', links });
      return await reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
    },
  });

  app.route({
    method: 'GET',
    url: '/report.css',
    config: { operation: STYLE },
    handler: async (_request, reply) => await reply.type('text/css; charset=utf-8').send(REPORT_STYLE),
  });
}

type Wish = z.infer<typeof wishSchema>;

async function make(reports: AlarmReports, wish: Wish, sites: readonly string[] | undefined): Promise<AlarmReport> {
  try {
    return await reports.report({ ...requestOf(wish), ...(sites === undefined ? {} : { sites }) });
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    if (cause.reason === 'client') throw new HttpProblem(400, `${cause.message}.`, { remedy: cause.remedy, cause });
    throw new HttpProblem(503, cause.message, { remedy: cause.remedy, cause });
  }
}

function requestOf({ from, until, zone, operators }: Wish): ReportRequest {
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(zone === undefined ? {} : { zone }),
    ...(operators === undefined ? {} : { operators }),
  };
}

/** The period the page shows, so that its links give the same figures later. */
function queryOf({ period }: AlarmReport, { operators }: Wish): string {
  return new URLSearchParams({
    from: String(period.fromMillis),
    until: String(period.untilMillis),
    zone: period.zone,
    ...(operators === undefined ? {} : { operators }),
  }).toString();
}

function fileName({ period }: AlarmReport): string {
  const day = (millis: number) => new Date(millis).toISOString().slice(0, 10);
  return `alarm-report-${day(period.fromMillis)}-${day(period.untilMillis)}.csv`;
}

const word = z.string().min(1).max(100).optional();
const wishSchema = z.object({ from: word, until: word, zone: word, operators: word });
const querySchema = wishSchema.extend({ format: z.enum(['json', 'csv']).default('json') });

const parameters = [
  {
    name: 'from',
    in: 'query',
    description: 'ISO 8601, epoch seconds or milliseconds; the day 30 days before `until` if not given.',
    schema: z.string(),
  },
  { name: 'until', in: 'query', description: 'Not included; now if not given.', schema: z.string() },
  {
    name: 'zone',
    in: 'query',
    description: "Whose days and hours are meant, such as Europe/Rome; the server's if not given.",
    schema: z.string(),
  },
  {
    name: 'operators',
    in: 'query',
    description: 'Positions that share the alarms, 1 if not given, or `counted` from who acted.',
    schema: z.string(),
  },
] as const;

const refusals = {
  400: { description: 'Bad period, zone or operators.', mediaType: 'application/problem+json', schema: problemSchema },
  503: {
    description: 'Too many reports at once, or the audit trail cannot be read.',
    mediaType: 'application/problem+json',
    schema: problemSchema,
  },
} as const;

const REPORT: Operation = {
  access: 'supervisor',
  summary: 'The alarm report: load, floods, worst offenders, times to take and close, escalations, dispositions.',
  description: 'docs/specs/alarm-report.md defines every figure. As CSV one figure a line: `table,row,column,value`.',
  parameters: [
    ...parameters,
    { name: 'format', in: 'query', description: '`json` or `csv`.', schema: querySchema.shape.format },
  ],
  responses: { 200: { description: 'The report.', schema: z.looseObject({}) }, ...refusals },
};

const PAGE: Operation = {
  access: 'supervisor',
  summary: 'The alarm report as a page that prints.',
  parameters,
  responses: { 200: { description: 'The page.', mediaType: 'text/html', schema: z.string() }, ...refusals },
};

const STYLE: Operation = {
  access: 'page',
  summary: 'The style of the report.',
  responses: { 200: { description: 'CSS.', mediaType: 'text/css', schema: z.string() } },
};
