import { z } from 'zod';
import { DEMO_SITE } from '../../core/event.ts';

export const hostConfigSchema = z.strictObject({
  intervalSeconds: z.number().min(1).max(3600).default(5),
  timeoutSeconds: z.number().min(1).max(60).default(4),
  /** Disks fill slowly, and asking starts a process. */
  diskIntervalSeconds: z.number().min(1).max(86_400).default(60),
  site: z
    .string()
    .min(1)
    .max(64)
    .refine((site) => site !== DEMO_SITE, `the site "${DEMO_SITE}" belongs to the demonstration: choose another name`)
    .default('local'),
});

export type HostConfig = z.output<typeof hostConfigSchema>;
