import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sessionSchema } from './administration-schemas.ts';
import * as schemas from './api-schemas.ts';
import type { Operation, OperationContent } from './operation.ts';
import { boardSchema, handOverSchema, replaySchema, workItemSchema } from './supervisor/supervisor-schemas.ts';

const COMPONENTS = z.registry<{ id: string }>();
COMPONENTS.add(schemas.eventSummarySchema, { id: 'EventSummary' });
COMPONENTS.add(schemas.eventSchema, { id: 'Event' });
COMPONENTS.add(schemas.eventDetailSchema, { id: 'EventDetail' });
COMPONENTS.add(schemas.signalSchema, { id: 'Signal' });
COMPONENTS.add(schemas.historyEntrySchema, { id: 'HistoryEntry' });
COMPONENTS.add(schemas.actionBodySchema, { id: 'Action' });
COMPONENTS.add(schemas.siteTestSchema, { id: 'SiteTest' });
COMPONENTS.add(schemas.seriesSchema, { id: 'Series' });
COMPONENTS.add(schemas.seriesHistorySchema, { id: 'SeriesHistory' });
COMPONENTS.add(schemas.siteSchema, { id: 'Site' });
COMPONENTS.add(schemas.searchSchema, { id: 'SearchPage' });
COMPONENTS.add(sessionSchema, { id: 'Session' });
COMPONENTS.add(schemas.statusSchema, { id: 'Status' });
COMPONENTS.add(schemas.intakeResultSchema, { id: 'IntakeResult' });
COMPONENTS.add(schemas.problemSchema, { id: 'Problem' });
COMPONENTS.add(workItemSchema, { id: 'WorkItem' });
COMPONENTS.add(boardSchema, { id: 'Board' });
COMPONENTS.add(handOverSchema, { id: 'HandOver' });
COMPONENTS.add(replaySchema, { id: 'Replay' });

const PAGE_ROUTES: ReadonlySet<string> = new Set(['/', '/*']);

/**
 * Gathers the description of every route that is registered after it and serves them at /openapi.json.
 * A route without one stops the start: the document cannot fall behind.
 */
export function describeRoutes(app: FastifyInstance): void {
  const paths: Record<string, Record<string, object>> = {};
  app.addHook('onRoute', (route) => {
    if (PAGE_ROUTES.has(route.url)) return;
    const operation = route.config?.operation;
    if (operation === undefined) throw new Error(`route ${route.url} has no description for /openapi.json`);
    const methods = [route.method].flat().filter((method) => method !== 'HEAD');
    for (const method of methods) {
      const path = route.url.replaceAll(/:([a-z]+)/gi, '{$1}');
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(operation) };
    }
  });
  app.route({
    method: 'GET',
    url: '/openapi.json',
    config: { operation: OPENAPI_OPERATION },
    handler: () => ({
      openapi: '3.1.0',
      info: { title: 'Telltale', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      paths,
      components: { schemas: componentSchemas() },
    }),
  });
}

const OPENAPI_OPERATION: Operation = {
  access: 'operator',
  summary: 'This document.',
  responses: { 200: { description: 'OpenAPI 3.1', schema: z.looseObject({}) } },
};

function operationObject(operation: Operation): object {
  return {
    summary: operation.summary,
    'x-telltale-access': operation.access,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    ...(operation.parameters === undefined
      ? {}
      : {
          parameters: operation.parameters.map((parameter) => ({
            ...parameter,
            schema: jsonSchema(parameter.schema, 'input'),
          })),
        }),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, ...contentObject(operation.body, 'input') } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.responses).map(([status, content]) => [status, contentObject(content, 'output')]),
      ),
      default: contentObject(ANYTHING_ELSE, 'output'),
    },
  };
}

const ANYTHING_ELSE: OperationContent = {
  description: 'Anything else: not signed in, not allowed, too many requests, or failed inside.',
  mediaType: 'application/problem+json',
  schema: schemas.problemSchema,
};

/** What is sent may leave out what has a default; what is answered has it. */
type Direction = 'input' | 'output';

function contentObject(content: OperationContent, io: Direction): object {
  if (content.schema === undefined) return { description: content.description };
  const mediaType = content.mediaType ?? 'application/json';
  return { description: content.description, content: { [mediaType]: { schema: jsonSchema(content.schema, io) } } };
}

/** A schema that is a component is named, an array of one too, anything else is written out. */
function jsonSchema(schema: z.ZodType, io: Direction): object {
  const component = COMPONENTS.get(schema);
  if (component !== undefined) return { $ref: componentReference(component.id) };
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodType) {
    return { type: 'array', items: jsonSchema(schema.element, io) };
  }
  return withoutIdentity(z.toJSONSchema(schema, { io }));
}

function componentSchemas(): object {
  const { schemas: all } = z.toJSONSchema(COMPONENTS, { uri: componentReference });
  return Object.fromEntries(Object.entries(all).map(([id, schema]) => [id, withoutIdentity(schema)]));
}

function componentReference(id: string): string {
  return `#/components/schemas/${id}`;
}

function withoutIdentity(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}
