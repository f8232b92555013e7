import { z } from 'zod';
import { Secret } from '../core/secret.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));

/** The settings of the house itself. Plug-ins bring their own under `collectors`, `detectors` and `notifiers`. */
export const houseSchema = z.strictObject({
  dataDir: z.string().min(1).default('telltale-data').describe('Folder for everything that is kept.'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  http: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1').describe('Address the console listens on.'),
      port: port.default(8080).describe('Port the console listens on.'),
      publicUrl: z.url().optional().describe('How people reach the console; put into messages.'),
      metricsToken: secret.optional().describe('Bearer token with which /metrics answers other hosts.'),
    })
    .prefault({}),
  redisUrl: secret.optional().describe('Working memory on Redis instead of in this process: redis://host:6379'),
  series: z
    .strictObject({
      maxSeries: z.coerce.number().int().min(1).default(1_000_000),
      maxSeriesPerSensor: z.coerce.number().int().min(1).default(512),
    })
    .prefault({}),
  history: z
    .strictObject({
      retentionDays: z.coerce.number().positive().default(30).describe('Readings older than this are dropped.'),
    })
    .prefault({}),
  escalation: z
    .strictObject({
      takeLimitSeconds: z.coerce
        .number()
        .positive()
        .default(30)
        .describe('An event nobody has taken in charge after this long escalates.'),
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
