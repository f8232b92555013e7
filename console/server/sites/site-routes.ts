import { readFile, stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemSchema, siteNamesSchema, siteSchema, type SiteView } from '../api-schemas.ts';
import { seesSiteOf } from '../asker.ts';
import { cameraOf } from '../cameras/camera-views.ts';
import { fetchStill } from '../cameras/still-proxy.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import type { Operation } from '../operation.ts';
import { HttpProblem, parseInput } from '../problem.ts';
import { DEFAULT_PROCEDURE } from './default-procedure.ts';

type SiteDeps = Pick<ConsoleDeps, 'sites' | 'cameras'>;

const MOST_PLAN_BYTES = 2 * 1024 * 1024;
const MOST_STILLS_AT_ONCE = 8;
/** What is not ours runs nothing and fetches nothing, wherever it is shown. */
const INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export function registerSiteRoutes(app: FastifyInstance, deps: SiteDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/site-names',
    config: { operation: NAMES },
    handler: (request) => {
      const sees = seesSiteOf(request);
      return [...deps.sites].flatMap(([site, { title = null, timeZone = null, sensorNames }]) =>
        sees(site) ? [{ site, title, timeZone, sensorNames }] : [],
      );
    },
  });

  app.route<{ Params: { site: string } }>({
    method: 'GET',
    url: '/api/v1/sites/:site',
    config: { operation: SITE },
    handler: (request) => {
      refuseHidden(request);
      const { sensor } = parseInput(siteQuerySchema, request.query, 'query');
      return viewOf(request.params.site, sensor, deps);
    },
  });

  app.route<{ Params: { site: string } }>({
    method: 'GET',
    url: '/api/v1/sites/:site/plan',
    config: { operation: PLAN },
    handler: async (request, reply) => {
      refuseHidden(request);
      const plan = await readPlan(deps.sites.get(request.params.site)?.planFile);
      return await reply
        .headers({ 'content-security-policy': INERT, 'cache-control': 'no-cache' })
        .type('image/svg+xml')
        .send(plan);
    },
  });

  let underWay = 0;
  app.route<{ Params: { site: string; sensor: string } }>({
    method: 'GET',
    url: '/api/v1/sites/:site/sensors/:sensor/still',
    config: { operation: STILL },
    handler: async (request, reply) => {
      refuseHidden(request);
      const { site, sensor } = request.params;
      const { stillUrl } = cameraOf(deps.cameras.views, site, sensor);
      if (stillUrl === undefined)
        throw new HttpProblem(404, 'No camera looks at this sensor.', { reason: 'no-camera' });
      if (underWay >= MOST_STILLS_AT_ONCE) {
        throw new HttpProblem(503, 'Too many pictures are being fetched.', { remedy: 'Ask again in a moment.' });
      }
      underWay += 1;
      try {
        const { type, bytes } = await fetchStill(stillUrl, deps.cameras.networks);
        return await reply
          .headers({ 'content-security-policy': INERT, 'cache-control': 'no-store' })
          .type(type)
          .send(bytes);
      } finally {
        underWay -= 1;
      }
    },
  });
}

/** A site that somebody does not see is for them one that does not exist. */
function refuseHidden(request: FastifyRequest<{ Params: { site: string } }>): void {
  if (!seesSiteOf(request)(request.params.site)) throw new HttpProblem(404, 'There is no such site.');
}

/** Sensors with a place on the plan, and those that were asked for, with their cameras. */
function viewOf(site: string, asked: readonly string[], { sites, cameras }: SiteDeps): SiteView {
  const facts = sites.get(site);
  const places = new Map(Object.entries(facts?.sensors ?? {}));
  const path = `/api/v1/sites/${encodeURIComponent(site)}`;
  return {
    site,
    timeZone: facts?.timeZone ?? null,
    procedure: [...(facts?.procedure ?? DEFAULT_PROCEDURE)],
    planUrl: facts?.planFile === undefined ? null : `${path}/plan`,
    sensors: [...new Set([...places.keys(), ...asked])].map((sensor) => {
      const { stillUrl, streamUrl } = cameraOf(cameras.views, site, sensor);
      return {
        sensor,
        x: places.get(sensor)?.x ?? null,
        y: places.get(sensor)?.y ?? null,
        stillUrl: stillUrl === undefined ? null : `${path}/sensors/${encodeURIComponent(sensor)}/still`,
        streamUrl: streamUrl ?? null,
      };
    }),
  };
}

async function readPlan(file: string | undefined): Promise<Buffer> {
  if (file === undefined) throw new HttpProblem(404, 'This site has no plan.', { reason: 'no-plan' });
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) {
    throw new HttpProblem(404, 'The plan of this site cannot be read.', { remedy: 'Check sites.<site>.planFile.' });
  }
  if (size > MOST_PLAN_BYTES) {
    throw new HttpProblem(413, 'The plan of this site is larger than 2 MiB.', { remedy: 'Simplify the drawing.' });
  }
  return await readFile(file);
}

const siteQuerySchema = z.object({
  sensor: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .default([])
    .pipe(z.array(z.string().min(1).max(200)).max(20)),
});

const siteParameter = {
  name: 'site',
  in: 'path',
  required: true,
  description: 'Name of the site.',
  schema: z.string(),
} as const;
const sensorParameter = { ...siteParameter, name: 'sensor', description: 'Name of the sensor.' } as const;
const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const NAMES: Operation = {
  access: 'operator',
  summary: 'What the settings call sites and their sensors, and the zones of sites that have one of their own.',
  responses: {
    200: { description: 'Sites that the settings name.', schema: z.array(siteNamesSchema) },
  },
};

const SITE: Operation = {
  access: 'operator',
  summary: 'What is known of a site: its zone, its procedure, its plan and its cameras.',
  parameters: [
    siteParameter,
    {
      name: 'sensor',
      in: 'query',
      description: 'Sensors whose cameras are wanted, besides those on the plan; at most 20.',
      schema: z.array(z.string()),
    },
  ],
  responses: { 200: { description: 'The site, with the usual procedure where it has none.', schema: siteSchema } },
};

const PLAN: Operation = {
  access: 'operator',
  summary: 'The floor plan of a site.',
  parameters: [siteParameter],
  responses: {
    200: { description: 'The plan.', mediaType: 'image/svg+xml', schema: z.string() },
    404: problem('No plan.'),
    413: problem('Too large.'),
  },
};

const STILL: Operation = {
  access: 'operator',
  ownPagesOnly: true,
  summary: 'A picture from the camera that looks at a sensor, fetched now.',
  description: 'Only addresses that the settings name are asked; at most 5 MiB in 5 seconds, and no redirects.',
  parameters: [siteParameter, sensorParameter],
  responses: {
    200: { description: 'The picture.', mediaType: 'image/jpeg', schema: z.string() },
    404: problem('No camera.'),
    502: problem('The camera did not give a picture.'),
    503: problem('Too many at once.'),
  },
};
