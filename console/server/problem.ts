import type { FastifyReply } from 'fastify';
import type { z } from 'zod';

/** One thing that is wrong with what was sent. */
export interface InputProblem {
  readonly path: string;
  readonly remedy: string;
}

/** A refusal on its way to the caller, as RFC 9457 `application/problem+json`. */
export class HttpProblem extends Error {
  readonly status: number;
  /** A stable word for programs, `about:blank` where the status says all. */
  readonly reason: string | undefined;
  readonly remedy: string | undefined;
  readonly problems: readonly InputProblem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    detail: string,
    options: {
      readonly reason?: string;
      readonly remedy?: string;
      readonly problems?: readonly InputProblem[];
      readonly retryAfterSeconds?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'HttpProblem';
    this.status = status;
    this.reason = options.reason;
    this.remedy = options.remedy;
    this.problems = options.problems ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Not understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Refused',
  412: 'Changed since',
  413: 'Too large',
  415: 'Media type not supported',
  422: 'Not what it was',
  429: 'Too many',
  500: 'Failed inside Telltale',
  502: 'No answer from behind',
  503: 'Not available',
};

export function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem)));
}

function problemBody(problem: HttpProblem): object {
  return {
    type: problem.reason === undefined ? 'about:blank' : `urn:telltale:problem:${problem.reason}`,
    title: TITLES[problem.status] ?? 'Not answered',
    status: problem.status,
    detail: problem.message,
    ...(problem.remedy === undefined ? {} : { remedy: problem.remedy }),
    ...(problem.problems.length === 0 ? {} : { problems: problem.problems }),
  };
}

/** What `schema` makes of `input`, or a 400 that says where and what to write instead. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, where: string): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({
    path: [where, ...issue.path].map(String).join('.'),
    remedy: issue.message,
  }));
  throw new HttpProblem(400, problems.map(({ path, remedy }) => `${path}: ${remedy}`).join('; '), { problems });
}
