import { z } from 'zod';
import { DEMO_SITE } from '../../core/event.ts';

const name = z.string().min(1).max(200);

const replayFileSchema = z
  .strictObject({
    path: z.string().min(1).describe('CSV file, relative to the working folder.'),
    site: name
      .refine((site) => site !== DEMO_SITE, `"${DEMO_SITE}" is kept for the demonstration: choose another site`)
      .describe('Site its readings and alarms belong to.'),
    speed: z.coerce.number().positive().max(100_000).default(1).describe('1 is real time, 60 an hour in a minute.'),
    loop: z.boolean().default(false).describe('Begin again after the last row; rows before offset 0 play once.'),
    loopFromSeconds: z.coerce.number().min(0).default(0).describe('Offset at which every further round begins.'),
    loopPauseSeconds: z.coerce.number().min(1).default(5).describe('From the last row of a round to the next round.'),
    sensor: name.optional().describe('Sensor of a plain timestamp,value file; by default the name of the file.'),
    metric: name.default('value').describe('Metric of a plain timestamp,value file.'),
  })
  .readonly();

/** One file to play. Seconds are seconds of the file, before `speed` is applied. */
export type ReplayFile = z.output<typeof replayFileSchema>;

export const replayConfigSchema = z.strictObject({
  demo: z
    .union([z.boolean(), z.stringbool()])
    .default(true)
    .describe('The built-in demonstration site; TELLTALE_DEMO=0 switches it off.'),
  files: z.array(replayFileSchema).max(100).default([]).describe('CSV files to play.'),
});

export type ReplayConfig = z.output<typeof replayConfigSchema>;
