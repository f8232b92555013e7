import { z } from 'zod';

export const httpCollectorConfigSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether readings and signals may be posted.'),
    maxRows: z.coerce.number().int().min(1).default(50_000).describe('Rows taken from one request.'),
    site: z.string().min(1).default('http').describe('Site of lines and alerts that name none.'),
  })
  .prefault({});

export type HttpCollectorConfig = z.output<typeof httpCollectorConfigSchema>;
