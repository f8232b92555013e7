import { z } from 'zod';
import { Secret } from '../core/secret.ts';
import { WEEKDAYS } from '../core/weekdays.ts';
import { LIFE_SAFETY_CLASSES, SIGNAL_CLASSES } from '../core/signal.ts';
import { detectionSchema } from './detection.ts';
import { grafanaSchema } from './grafana.ts';
import { rankingSchema } from './ranking.ts';
import { camerasSchema, sitesSchema } from './sites.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));
const limitSeconds = z.coerce.number().positive();
const ordinaryClass = z
  .enum(SIGNAL_CLASSES)
  .refine((each) => !LIFE_SAFETY_CLASSES.has(each), 'fire, hold-up and man-down are always for people');
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:00');
const pattern = z.string().min(1).max(256);
const limitSecondsByClass = z.partialRecord(z.enum(SIGNAL_CLASSES), limitSeconds).default({});
/** Shares of the events in time, by class where that is agreed. */
function serviceTargets(within: string) {
  return z
    .array(
      z.strictObject({
        share: z.coerce.number().min(0).max(1).describe('Share of the events, 0 to 1.'),
        withinSeconds: limitSeconds.describe(within),
        withinSecondsByClass: limitSecondsByClass.describe('The same for single classes.'),
      }),
    )
    .max(10);
}

const redisUrl = z
  .string()
  .regex(/^rediss?:\/\/\S+$/, 'must be an address such as redis://host:6379, or rediss:// with TLS')
  .transform((value) => new Secret(value));

/** The settings of the house itself. Plug-ins bring their own under `collectors`, `detectors`, `exporters` and `notifiers`. */
export const houseSchema = z.strictObject({
  dataDir: z.string().min(1).default('telltale-data').describe('Folder for everything that is kept.'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('The least grave log lines that are written.'),
  http: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1').describe('Address the console listens on.'),
      port: port.default(8080).describe('Port the console listens on; 0 takes a free one.'),
      publicUrl: z
        .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
        .optional()
        .describe('How people reach the console; put into messages.'),
      trustedProxies: z
        .array(
          z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be an address or a network such as 10.0.0.0/8'),
        )
        .max(100)
        .default([])
        .describe(
          'Proxies in front of the console: what they say of the address and protocol of the browser is believed.',
        ),
      metricsToken: secret.optional().describe('Bearer token with which /metrics and /probe answer other hosts.'),
    })
    .prefault({}),
  signIn: z
    .strictObject({
      idleMinutes: z.coerce
        .number()
        .min(1)
        .max(10_080)
        .default(60)
        .describe('A session that nobody uses for so long ends; a page that stands open uses it.'),
      absoluteHours: z.coerce
        .number()
        .min(0.1)
        .max(744)
        .default(12)
        .describe('A session ends after so long whatever happens.'),
      oidc: z
        .strictObject({
          issuer: z
            .url({ protocol: /^https?$/, error: 'must be the address of the issuer, beginning with https://' })
            .describe('OpenID Connect issuer, as its discovery document names it.'),
          clientId: z.string().min(1).describe('What the issuer knows Telltale by.'),
          clientSecret: secret.optional().describe('Absent for a public client; PKCE is always used.'),
          label: z.string().min(1).max(50).default('Single sign-on').describe('What the button says.'),
          nameClaim: z
            .string()
            .min(1)
            .default('preferred_username')
            .describe('Claim with the name of the account at the first sign-in; from then on the subject counts.'),
        })
        .optional()
        .describe('Sign-in at an OpenID Connect issuer. Accounts are still made by administrators.'),
    })
    .prefault({}),
  redisUrl: redisUrl.optional().describe('Working memory on Redis instead of in this process: redis://host:6379'),
  series: z
    .strictObject({
      maxSeries: z.coerce
        .number()
        .int()
        .min(1)
        .default(1_000_000)
        .describe('Series in all; readings of further ones are refused and counted.'),
      maxSeriesPerSensor: z.coerce.number().int().min(1).default(512).describe('Series of one sensor.'),
    })
    .prefault({}),
  history: z
    .strictObject({
      retentionDays: z.coerce.number().positive().default(30).describe('Readings older than this are dropped.'),
    })
    .prefault({}),
  escalation: z
    .strictObject({
      takeLimitSeconds: limitSeconds
        .default(30)
        .describe('An event nobody has taken in charge after this long escalates.'),
      takeLimitSecondsByClass: limitSecondsByClass.describe(
        'Limits of single classes; fire, hold-up and man-down never wait longer than any other.',
      ),
      responseLimitSeconds: limitSeconds
        .default(600)
        .describe('An event that was taken and is not worked on after this long is reminded of.'),
      responseLimitSecondsByClass: limitSecondsByClass.describe('The same for single classes.'),
      closeLimitSeconds: limitSeconds
        .default(7200)
        .describe('An event that is not closed this long after its opening is reminded of.'),
      closeLimitSecondsByClass: limitSecondsByClass.describe('The same for single classes.'),
      reminderSeconds: limitSeconds
        .default(300)
        .describe('An event that nothing happens to for so long after a reminder escalates.'),
    })
    .prefault({}),
  handling: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100).describe('What the trail says it was handled by.'),
        match: z
          .strictObject({
            class: ordinaryClass.describe('Only signals of this class; a rule is always about one.'),
            site: pattern.optional(),
            sensor: pattern.optional(),
            type: pattern.optional(),
          })
          .describe('Which signals; * is any text, ? one character.'),
        unlessScore: z.coerce
          .number()
          .positive()
          .optional()
          .describe('An aberration with this score or more is for people all the same.'),
      }),
    )
    .max(1000)
    .default([])
    .describe('Signals that need no human: recorded, found by search, never in the queue.'),
  suppression: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100).describe('What the event says it is suppressed by.'),
        match: z
          .strictObject({ class: ordinaryClass, site: pattern.optional(), sensor: pattern.optional() })
          .describe('Which events; * is any text, ? one character.'),
        days: z
          .array(z.enum(WEEKDAYS))
          .min(1)
          .default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'])
          .describe('Days on which the hours begin, on the clock of the machine Telltale runs on.'),
        from: timeOfDay.describe('When they begin, such as "09:00".'),
        to: timeOfDay.describe('When they end; before "from" it is the next day.'),
      }),
    )
    .max(1000)
    .default([])
    .describe('Alarms that mean nothing at known hours: listed apart until the hours end.'),
  service: z
    .strictObject({
      targets: serviceTargets('Taken within so long.')
        .default([
          { share: 0.8, withinSeconds: 30, withinSecondsByClass: {} },
          { share: 0.985, withinSeconds: 60, withinSecondsByClass: {} },
        ])
        .describe('What was agreed on taking events in charge. A person or shift below it becomes a signal.'),
      responseTargets: serviceTargets('Worked on, put aside or closed so long after being taken.')
        .default([{ share: 0.95, withinSeconds: 600, withinSecondsByClass: {} }])
        .describe('The same for what was taken.'),
      closeTargets: serviceTargets('Closed so long after its opening.')
        .default([{ share: 0.95, withinSeconds: 7200, withinSecondsByClass: {} }])
        .describe('The same for closing.'),
      shiftStartHours: z
        .array(z.coerce.number().int().min(0).max(23))
        .min(1)
        .max(24)
        .default([6, 14, 22])
        .describe('When shifts begin, on the clock of the machine Telltale runs on.'),
    })
    .prefault({}),
  sites: sitesSchema,
  cameras: camerasSchema,
  correlation: z
    .strictObject({
      rulesFile: z
        .string()
        .min(1)
        .optional()
        .describe(
          'YAML file with rules and places; try it with telltale rules test. Without one the built-in rules hold.',
        ),
    })
    .prefault({}),
  report: z
    .strictObject({
      escalationLimitSeconds: limitSeconds
        .default(300)
        .describe('An escalation that nobody has acted on after this long is late in the alarm report.'),
      falseCalls: z
        .strictObject({
          classes: z
            .array(z.enum(SIGNAL_CLASSES))
            .min(1)
            .default(['hold-up', 'intrusion'])
            .describe('Whose false alarms call somebody out.'),
          warningFrom: z.coerce
            .number()
            .int()
            .min(1)
            .default(2)
            .describe('So many false calls of a site in twelve months: the police warn.'),
          withdrawnFrom: z.coerce
            .number()
            .int()
            .min(1)
            .default(3)
            .describe('So many: they may stop coming. Both as in the policy of the UK police.'),
        })
        .refine(({ warningFrom, withdrawnFrom }) => warningFrom <= withdrawnFrom, {
          path: ['warningFrom'],
          message: 'must not be more than withdrawnFrom',
        })
        .prefault({}),
    })
    .prefault({}),
  ranking: rankingSchema,
  storm: z
    .strictObject({
      beginEvents: z.coerce.number().int().min(1).default(30).describe('Events at one site in ten minutes.'),
      endEvents: z.coerce.number().int().min(1).default(10).describe('Fewer than this in ten minutes end it.'),
      classes: z
        .array(z.enum(SIGNAL_CLASSES))
        .default(['technical', 'environment', 'wellness', 'information'])
        .describe('What stays out of the foreground, listed apart, while a storm is on at its site.'),
    })
    .refine(({ beginEvents, endEvents }) => endEvents <= beginEvents, {
      path: ['endEvents'],
      message: 'must not be more than beginEvents',
    })
    .refine(({ classes }) => classes.every((each) => !LIFE_SAFETY_CLASSES.has(each)), {
      path: ['classes'],
      message: 'must not hold fire, hold-up or man-down: those are always in the foreground',
    })
    .prefault({}),
  grafana: grafanaSchema,
  /** The whole schema knows the detectors. */
  detection: detectionSchema([]),
});

export type HouseConfig = z.output<typeof houseSchema>;

/** Environment variable -> path; each also as `…_FILE`, a file that holds the value. */
export const HOUSE_ENVIRONMENT: Readonly<Record<string, string>> = {
  TELLTALE_DATA_DIR: 'dataDir',
  TELLTALE_LOG_LEVEL: 'logLevel',
  TELLTALE_HTTP_HOST: 'http.host',
  TELLTALE_HTTP_PORT: 'http.port',
  TELLTALE_PUBLIC_URL: 'http.publicUrl',
  TELLTALE_METRICS_TOKEN: 'http.metricsToken',
  TELLTALE_OIDC_CLIENT_SECRET: 'signIn.oidc.clientSecret',
  TELLTALE_REDIS_URL: 'redisUrl',
  TELLTALE_GRAFANA_URL: 'grafana.url',
  TELLTALE_GRAFANA_TOKEN: 'grafana.token',
  TELLTALE_GRAFANA_PROMETHEUS_URL: 'grafana.prometheusUrl',
  TELLTALE_TAKE_LIMIT_SECONDS: 'escalation.takeLimitSeconds',
};
