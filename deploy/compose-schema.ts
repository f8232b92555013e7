import { z } from 'zod';

const variables = z.record(z.string(), z.string());

const healthcheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
  interval: z.string(),
  timeout: z.string(),
  retries: z.number(),
  start_period: z.string(),
  start_interval: z.string(),
});

const service = z.strictObject({
  build: z.strictObject({ context: z.string(), target: z.string() }).optional(),
  image: z.string(),
  profiles: z.array(z.string()).length(1).optional(),
  user: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: variables.optional(),
  network_mode: z.literal('host').optional(),
  ports: z.array(z.string()).default([]),
  extra_hosts: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).optional(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.string().optional(),
  healthcheck,
});

/** The part of the Compose specification that docker-compose.yml uses; a key it does not know is a mistake. */
export const composeSchema = z
  .object({
    name: z.string(),
    services: z.record(z.string(), service),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
    volumes: z.record(z.string(), z.null()),
  })
  .catchall(z.unknown())
  .refine((file) => Object.keys(file).every((key) => TOP_LEVEL_KEYS.has(key) || key.startsWith('x-')), {
    error: 'unknown key at the top level',
  });

const TOP_LEVEL_KEYS: ReadonlySet<string> = new Set(['name', 'services', 'secrets', 'volumes']);

export type ComposeFile = z.output<typeof composeSchema>;
