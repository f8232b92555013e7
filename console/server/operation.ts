import type { z } from 'zod';
import type { Access } from './access-rule.ts';

interface OperationParameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly description: string;
  readonly required?: boolean;
  readonly schema: z.ZodType;
}

export interface OperationContent {
  readonly description: string;
  readonly mediaType?: string;
  readonly schema?: z.ZodType;
}

/** What /openapi.json says about one route. It stands beside the route's code, so neither exists without the other. */
export interface Operation {
  /** Who may use it. Which sites' objects they see is for the handler to decide: `seesSiteOf`. */
  readonly access: Access;
  /** Refused to pages of another origin although it changes nothing. */
  readonly ownPagesOnly?: boolean;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly OperationParameter[];
  readonly body?: OperationContent;
  readonly responses: Readonly<Record<number, OperationContent>>;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly operation?: Operation;
  }
}
