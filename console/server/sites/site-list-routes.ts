import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SiteDirectory, SiteEntry } from '../../../core/ports/site-directory.ts';
import { siteEntrySchema, type SiteEntryView } from '../administration-schemas.ts';
import { seesSiteOf } from '../asker.ts';
import type { Operation } from '../operation.ts';
import { parseInput } from '../problem.ts';

export function registerSiteListRoutes(app: FastifyInstance, directory: SiteDirectory): void {
  app.route({
    method: 'GET',
    url: '/api/v1/sites',
    config: { operation: LIST },
    handler: (request) => {
      const { site: wanted } = parseInput(querySchema, request.query, 'query');
      const sees = seesSiteOf(request);
      return directory
        .sites()
        .filter(({ site }) => sees(site) && (wanted === undefined || site === wanted))
        .map(toView);
    },
  });
}

function toView({ site, title, sensors }: SiteEntry): SiteEntryView {
  return {
    site,
    title: title ?? null,
    sensors: sensors.map(({ sensor, name }) => ({ sensor, name: name ?? null })),
  };
}

const querySchema = z.object({ site: z.string().max(500).optional() });

const LIST: Operation = {
  access: 'operator',
  summary: 'Sites with their sensors; a sensor that nobody has named yet has no name.',
  parameters: [{ name: 'site', in: 'query', description: 'This one only.', schema: z.string() }],
  responses: { 200: { description: 'By name.', schema: z.array(siteEntrySchema) } },
};
