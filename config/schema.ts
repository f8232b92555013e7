import { z } from 'zod';
import { Secret } from '../core/secret.ts';
import { SIGNAL_CLASSES } from '../core/signal.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));
const takeLimitSeconds = z.coerce.number().positive();
const redisUrl = z
  .string()
  .regex(/^rediss?:\/\/\S+$/, 'must be an address such as redis://host:6379, or rediss:// with TLS')
  .transform((value) => new Secret(value));

/** The settings of the house itself. Plug-ins bring their own under `collectors`, `detectors` and `notifiers`. */
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
      metricsToken: secret.optional().describe('Bearer token with which /metrics answers other hosts.'),
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
      takeLimitSeconds: takeLimitSeconds
        .default(30)
        .describe('An event nobody has taken in charge after this long escalates.'),
      takeLimitSecondsByClass: z
        .partialRecord(z.enum(SIGNAL_CLASSES), takeLimitSeconds)
        .default({})
        .describe('Limits of single classes; fire, hold-up and man-down never wait longer than any other.'),
    })
    .prefault({}),
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
  TELLTALE_REDIS_URL: 'redisUrl',
  TELLTALE_TAKE_LIMIT_SECONDS: 'escalation.takeLimitSeconds',
};
