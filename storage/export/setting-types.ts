import { z } from 'zod';
import type { ExporterLimits } from '../../core/ports/exporter.ts';
import { Secret } from '../../core/secret.ts';

/** Settings that every exporter has. */
export const exportSettings = {
  maxReadingsPerRequest: z.coerce.number().int().min(1).max(100_000).default(10_000).describe('Readings sent at once.'),
  maxConcurrentRequests: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(8)
    .describe('Requests at a time; readings of one series always go one after the other.'),
  flushSeconds: z.coerce
    .number()
    .min(0.1)
    .max(300)
    .default(5)
    .describe('A reading waits no longer than this for others to be sent with it.'),
  maxBufferedReadings: z.coerce
    .number()
    .int()
    .min(1000)
    .default(5_000_000)
    .describe(
      'Readings kept in memory while the service is down, 20 bytes each; then the oldest are given up. Ten minutes of N a second are 600 N.',
    ),
};

export function limitsOf(
  settings: Omit<ExporterLimits, 'maxAgeSeconds'>,
  maxAgeSeconds: number | undefined,
): ExporterLimits {
  const { maxBufferedReadings, maxReadingsPerRequest, maxConcurrentRequests, flushSeconds } = settings;
  return { maxBufferedReadings, maxReadingsPerRequest, maxConcurrentRequests, flushSeconds, maxAgeSeconds };
}

/** A secret address, as it may hold a password; the value is not repeated in the error. */
export const serviceUrl = z
  .string()
  .refine((text) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol), {
    error: 'must be an address that begins with http:// or https://',
  })
  .transform((text) => new Secret(text));

export const secretText = z
  .string()
  .min(1)
  .transform((text) => new Secret(text));
