import { z } from 'zod';

const timeZone = z.string().refine(isTimeZone, 'must be a zone such as Europe/Rome');
const share = z.coerce.number().min(0).max(1);
const pattern = z.string().min(1).max(256);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const siteSchema = z.strictObject({
  title: z.string().min(1).max(200).optional().describe('How people call it.'),
  timeZone: timeZone.optional().describe('Zone of the site, for whoever reads times in it.'),
  planFile: z.string().min(1).optional().describe('SVG file with the floor plan.'),
  sensors: z
    .record(
      z.string().min(1).max(200),
      z.strictObject({
        x: share.describe('Where it is on the plan: share of its width.'),
        y: share.describe('Share of its height.'),
      }),
    )
    .default({})
    .describe('Places of sensors on the plan, by name.'),
  sensorNames: z
    .record(z.string().min(1).max(200), z.string().min(1).max(200))
    .default({})
    .describe('How people call its sensors, by the names they send.'),
  procedure: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(20)
    .optional()
    .describe('What is to be done about an event of this site, step by step.'),
});

export const sitesSchema = z
  .record(z.string().min(1).max(200), siteSchema)
  .default({})
  .describe('What is known of sites, by name; a site that is not listed needs nothing.');

/** The host may hold no placeholder: what cameras may be asked is what stands here, letter by letter. */
const cameraUrl = z
  .string()
  .max(2000)
  .regex(/^[a-z]+:\/\/[^/?#{}]+(?:[/?#]|$)/, 'must begin with scheme and host, without {site} or {sensor} in them');

export const camerasSchema = z
  .strictObject({
    networks: z
      .array(z.union([z.cidrv4(), z.cidrv6()]))
      .max(100)
      .default([])
      .describe('Private networks in which a camera may be found by name, such as 192.168.7.0/24.'),
    views: z
      .array(
        z.strictObject({
          match: z
            .strictObject({ site: pattern.default('*'), sensor: pattern.default('*') })
            .prefault({})
            .describe('Which sensors it looks at; * is any text, ? one character.'),
          stillUrl: cameraUrl
            .regex(/^https?:/, 'must begin with http:// or https://')
            .optional()
            .describe('Address of a picture; {site} and {sensor} are put in.'),
          streamUrl: cameraUrl
            .regex(/^(?:https?|rtsps?):/, 'must begin with http, https, rtsp or rtsps')
            .optional()
            .describe('Address of its stream, opened by the browser; {site} and {sensor} are put in.'),
        }),
      )
      .max(1000)
      .default([])
      .describe('Cameras; the first that matches a sensor is its camera.'),
  })
  .prefault({});
