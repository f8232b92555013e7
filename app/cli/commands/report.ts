import { parseArgs } from 'node:util';
import { reportAlarms } from '../../../analytics/alarm-report/alarm-report.ts';
import { logOfAlarms, type LoggedAlarm } from '../../../analytics/alarm-report/logged-alarm.ts';
import { reportToCsv } from '../../../console/report/report-csv.ts';
import { reportToWire } from '../../../console/report/report-json.ts';
import { reportToHtml } from '../../../console/report/report-page.ts';
import { reportToTables } from '../../../console/report/report-text.ts';
import type { AlarmReport } from '../../../core/alarm-report.ts';
import { Failure } from '../../../core/failure.ts';
import type { ReportRequest } from '../../../core/ports/alarm-reports.ts';
import { settingsOf, type ReportBounds } from '../../report/report-request.ts';
import { reportTargets } from '../../report/report-targets.ts';
import { reportTrail } from '../../report/report-trail.ts';
import { auditFile } from '../../stores.ts';
import { readAlarmCsv } from '../alarm-csv.ts';
import { alignColumns } from '../columns.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { readInput } from '../input-file.ts';
import { CONFIG_OPTION, CONFIG_USAGE, loadSettings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

const MILLIS_PER_HOUR = 3_600_000;
const FORMATS = ['text', 'json', 'csv', 'html'] as const;

type Format = (typeof FORMATS)[number];

export const command: Command = {
  summary: 'Reports on alarms against the standards: load, floods, worst offenders, response times',
  usage: `[--from T] [--until T] [--format text|json|csv|html] [--zone ZONE] [--operators N|counted] [--data-dir DIR | --input FILE]
  --from T         begin of the period, ISO 8601 or epoch seconds; the day 30 days before its end if not given
  --until T        its end, not included; now if not given
  --format F       text, one screen (the default); json; csv, one figure a line; html, a page that prints
  --json           the same as --format json
  --zone ZONE      whose days and hours are meant, such as Europe/Rome; the system's if not given
  --operators N    positions that share the alarms (1 if not given), or "counted" from who acted
  --data-dir DIR   data folder whose audit trail is read, also while Telltale runs
  --input FILE     instead, an alarm log of your own: CSV with the columns time and type, and as many of site, sensor, message,
                   end, priority, operator, class, taken, closed, disposition as it has; - is standard input
${CONFIG_USAGE}

Times without a zone are those of --zone. docs/specs/alarm-report.md defines every figure.`,
  async run(words, terminal) {
    const options = {
      ...CONFIG_OPTION,
      from: { type: 'string' },
      until: { type: 'string' },
      zone: { type: 'string' },
      operators: { type: 'string' },
      format: { type: 'string' },
      json: { type: 'boolean' },
      'data-dir': { type: 'string' },
      input: { type: 'string' },
    } as const;
    const { values } = parseArgs({ args: [...words], options });
    const format = formatOf(values.format ?? (values.json === true ? 'json' : 'text'));
    const dataDir = values['data-dir'];
    if (dataDir !== undefined && values.input !== undefined) {
      throw new UsageError('--data-dir and --input exclude each other.');
    }
    const { house } = (await loadSettings(values.config, terminal.environment)).config;
    const targets = reportTargets(house);
    const report =
      values.input === undefined
        ? await reportTrail(
            auditFile(dataDir ?? house.dataDir),
            asked(() => settingsOf(values, { untilMillis: Date.now() }, targets)),
          )
        : reportLog(values.input, values, targets);
    print(report, format, terminal);
    return EXIT.ok;
  },
};

function reportLog(file: string, request: ReportRequest, targets: ReturnType<typeof reportTargets>): AlarmReport {
  const empty = { fromMillis: 0, untilMillis: MILLIS_PER_HOUR };
  const { zone } = asked(() => settingsOf({ ...request, from: '0', until: '3600' }, empty, targets));
  const { alarms, tells } = readAlarmCsv(readInput(file), zone);
  const settings = asked(() => settingsOf({ ...request, zone }, boundsOf(alarms), targets));
  return reportAlarms(logOfAlarms(alarms, tells), settings);
}

/** The whole hours that hold every begin and every end. */
function boundsOf(alarms: readonly LoggedAlarm[]): ReportBounds {
  let first = Infinity;
  let last = -Infinity;
  for (const { beganAtMillis, endedAtMillis } of alarms) {
    first = Math.min(first, beganAtMillis);
    last = Math.max(last, beganAtMillis, Number.isFinite(endedAtMillis) ? endedAtMillis : beganAtMillis);
  }
  if (first > last) return { fromMillis: 0, untilMillis: MILLIS_PER_HOUR };
  return {
    fromMillis: Math.floor(first / MILLIS_PER_HOUR) * MILLIS_PER_HOUR,
    untilMillis: (Math.floor(last / MILLIS_PER_HOUR) + 1) * MILLIS_PER_HOUR,
  };
}

/** What makes no sense was asked on the command line. */
function asked<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof Failure) || cause.reason !== 'client') throw cause;
    throw new UsageError(`--${cause.message}: ${cause.remedy}.`, { cause });
  }
}

function formatOf(text: string): Format {
  const format = FORMATS.find((each) => each === text);
  if (format === undefined) throw new UsageError(`--format ${text}: write one of ${FORMATS.join(', ')}.`);
  return format;
}

function print(report: AlarmReport, format: Format, terminal: Terminal): void {
  switch (format) {
    case 'json':
      return terminal.print(JSON.stringify(reportToWire(report)));
    case 'csv':
      return terminal.print(reportToCsv(report).trimEnd());
    case 'html':
      return terminal.print(reportToHtml(report).trimEnd());
    case 'text':
      for (const [at, { title, rows }] of reportToTables(report).entries()) {
        terminal.print(at === 0 ? title : `\n${title}`);
        for (const line of alignColumns(rows)) terminal.print(`  ${line}`);
      }
  }
}
