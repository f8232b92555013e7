import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SettingsCheck, SettingsKeeper } from '../../core/ports/settings-keeper.ts';
import {
  settingsBodySchema,
  settingsCheckSchema,
  settingsSchema,
  settingsVersionSchema,
  type SettingsCheckView,
  type SettingsView,
} from './administration-schemas.ts';
import { problemSchema } from './api-schemas.ts';
import { actorOf } from './asker.ts';
import { isoTime } from './iso-time.ts';
import type { Operation } from './operation.ts';
import { HttpProblem, parseInput } from './problem.ts';

/** The settings file, as administrators read, check, change and take back what stands in it. */
export function registerSettingsRoutes(app: FastifyInstance, settings: SettingsKeeper): void {
  app.route({
    method: 'GET',
    url: '/api/v1/settings',
    config: { operation: SHOW },
    handler: (): SettingsView => ({
      ...settings.current(),
      inForce: [...settings.inForce()],
      usual: settings.usual(),
    }),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/settings.yml',
    config: { operation: EXPORT },
    handler: async (_request, reply) => {
      reply.header('content-disposition', 'attachment; filename="telltale.yml"');
      return await reply.type('application/yaml; charset=utf-8').send(settings.current().text);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/settings/check',
    config: { operation: CHECK },
    handler: (request) => toCheckView(settings.check(parseInput(checkBodySchema, request.body, 'body').text)),
  });

  app.route({
    method: 'PUT',
    url: '/api/v1/settings',
    config: { operation: APPLY },
    handler: async (request, reply) => {
      const wish = parseInput(settingsBodySchema, request.body, 'body');
      const check = await settings.apply({ ...wish, by: actorOf(request) });
      reply.raw.once('finish', () => settings.restart());
      return toCheckView(check);
    },
  });

  registerVersionRoutes(app, settings);
}

function registerVersionRoutes(app: FastifyInstance, settings: SettingsKeeper): void {
  app.route({
    method: 'GET',
    url: '/api/v1/settings/versions',
    config: { operation: VERSIONS },
    handler: () =>
      settings.versions().map(({ id, appliedAtMillis, by }) => ({ id, replacedAt: isoTime(appliedAtMillis), by })),
  });

  app.route<{ Params: { id: string } }>({
    method: 'GET',
    url: '/api/v1/settings/versions/:id',
    config: { operation: VERSION },
    handler: (request) => {
      const text = settings.version(request.params.id);
      if (text !== undefined) return { text, ...toCheckView(settings.check(text)) };
      throw new HttpProblem(404, 'There is no such version.', { reason: 'unknown-version' });
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'POST',
    url: '/api/v1/settings/versions/:id/restore',
    config: { operation: RESTORE },
    handler: async (request, reply) => {
      const { basedOn } = parseInput(restoreBodySchema, request.body, 'body');
      const check = await settings.restore({ id: request.params.id, basedOn, by: actorOf(request) });
      reply.raw.once('finish', () => settings.restart());
      return toCheckView(check);
    },
  });
}

function toCheckView({ problems, differences }: SettingsCheck): SettingsCheckView {
  return {
    problems: [...problems],
    differences: differences.map(({ path, before, after }) => ({ path, before: before ?? null, after: after ?? null })),
  };
}

const checkBodySchema = settingsBodySchema.pick({ text: true });
const restoreBodySchema = settingsBodySchema.pick({ basedOn: true });
const problem = (description: string) =>
  ({ description, mediaType: 'application/problem+json', schema: problemSchema }) as const;
const checked = { description: 'What is wrong with it, and what differs.', schema: settingsCheckSchema } as const;
const refusals = { 400: problem('Wrong settings, or the file has changed since.') } as const;
const idParameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Of the version.',
  schema: z.string(),
} as const;

const SHOW: Operation = {
  access: 'administrator',
  summary: 'The settings file, secrets masked, and every setting in force with where it comes from.',
  responses: { 200: { description: 'The settings.', schema: settingsSchema } },
};

const EXPORT: Operation = {
  access: 'administrator',
  summary: 'The settings file to keep, secrets masked.',
  responses: { 200: { description: 'YAML.', mediaType: 'application/yaml', schema: z.string() } },
};

const CHECK: Operation = {
  access: 'administrator',
  summary: 'Check settings without applying them.',
  body: { description: 'YAML; `[secret]` stands for the secret that is there.', schema: checkBodySchema },
  responses: { 200: checked },
};

const APPLY: Operation = {
  access: 'administrator',
  summary: 'Write the settings file and start again with it, which takes a few seconds.',
  body: { description: 'YAML, and the revision it was made from.', schema: settingsBodySchema },
  responses: { 200: checked, ...refusals },
};

const VERSIONS: Operation = {
  access: 'administrator',
  summary: 'Earlier settings, the latest first, with who replaced them and when.',
  responses: { 200: { description: 'At most 200.', schema: z.array(settingsVersionSchema) } },
};

const VERSION: Operation = {
  access: 'administrator',
  summary: 'Earlier settings, and how they differ from those of today.',
  parameters: [idParameter],
  responses: {
    200: { description: 'The text and the differences.', schema: settingsCheckSchema.extend({ text: z.string() }) },
    404: problem('No such version.'),
  },
};

const RESTORE: Operation = {
  access: 'administrator',
  summary: 'Write earlier settings back into the file, secrets included, and start again with them.',
  parameters: [idParameter],
  body: { description: 'The revision that is replaced.', schema: restoreBodySchema },
  responses: { 200: checked, ...refusals },
};
