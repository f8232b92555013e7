import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import type { SiteTest, SiteTests } from '../../core/ports/site-tests.ts';
import { problemSchema, siteTestBodySchema, siteTestSchema, type SiteTestView } from './api-schemas.ts';
import { actorOf, seesSiteOf } from './asker.ts';
import { isoTime } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';

export function registerSiteTestRoutes(app: FastifyInstance, siteTests: SiteTests): void {
  app.route({
    method: 'GET',
    url: '/api/v1/site-tests',
    config: { operation: LIST },
    handler: (request) => {
      const sees = seesSiteOf(request);
      return siteTests
        .tests()
        .filter(({ site }) => sees(site))
        .map(toView);
    },
  });

  app.route<{ Params: { site: string } }>({
    method: 'PUT',
    url: '/api/v1/site-tests/:site',
    config: { operation: BEGIN },
    handler: async (request) => {
      const { reason, until } = parseInput(siteTestBodySchema, request.body, 'body');
      const { site } = request.params;
      if (!seesSiteOf(request)(site)) throw hiddenSite();
      const wish = { site, reason, untilMillis: Date.parse(until), by: actorOf(request) };
      return toView(await siteTests.beginTest(wish).catch(asProblem));
    },
  });

  app.route<{ Params: { site: string } }>({
    method: 'DELETE',
    url: '/api/v1/site-tests/:site',
    config: { operation: END },
    handler: async (request, reply) => {
      const { site } = request.params;
      if (seesSiteOf(request)(site) && (await siteTests.endTest(site, actorOf(request))))
        return await reply.code(204).send();
      throw new HttpProblem(404, 'This site is not on test.', { reason: 'not-on-test' });
    },
  });
}

function hiddenSite(): HttpProblem {
  return new HttpProblem(404, 'There is no such site.', { reason: 'unknown-site' });
}

function toView({ site, by, reason, sinceMillis, untilMillis }: SiteTest): SiteTestView {
  return { site, by: by.name, reason, since: isoTime(sinceMillis), until: isoTime(untilMillis) };
}

function asProblem(cause: unknown): never {
  if (!(cause instanceof Failure)) throw cause;
  throw new HttpProblem(400, cause.message, { remedy: cause.remedy, cause });
}

const siteParameter = {
  name: 'site',
  in: 'path',
  required: true,
  description: 'Name of the site.',
  schema: z.string(),
} as const;
const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;

const LIST: Operation = {
  access: 'operator',
  summary: 'Sites that are on test now.',
  responses: { 200: { description: 'One entry a site.', schema: z.array(siteTestSchema) } },
};

const BEGIN: Operation = {
  access: 'operator',
  summary: 'Put a site on test, or change the end of its test.',
  description: 'What the site reports meanwhile is recorded, listed after everything else and closed at the end.',
  parameters: [siteParameter],
  body: { description: 'Why, and until when.', schema: siteTestBodySchema },
  responses: { 200: { description: 'The test.', schema: siteTestSchema }, 400: problem('Not understood.') },
};

const END: Operation = {
  access: 'operator',
  summary: 'End the test of a site before its time.',
  parameters: [siteParameter],
  responses: { 204: { description: 'Ended.' }, 404: problem('The site is not on test.') },
};
