import type { FastifyInstance } from 'fastify';
import { Failure, type FailureReason } from '../../core/failure.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { HttpProblem, sendProblem } from './problem.ts';
import { bodyTooLarge } from './raw-body.ts';

/** Every error leaves as problem+json; what is our own fault goes to the log and says nothing of the inside. */
export function answerErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const problem = toProblem(error, request.routeOptions.bodyLimit);
    if (problem.status >= 500 && !(error instanceof HttpProblem)) {
      logger.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed');
    }
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.retryAfterSeconds));
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      new HttpProblem(404, `Nothing answers ${request.method} ${request.url.slice(0, 200)}.`, {
        remedy: '/openapi.json lists what does.',
      }),
    ),
  );
}

/** Failures that are the asker's; others are ours. */
const STATUS_OF_FAILURE: Partial<Readonly<Record<FailureReason, number>>> = {
  client: 400,
  authentication: 401,
  'rate-limited': 429,
};

function failureProblem(failure: Failure): HttpProblem {
  const { message, remedy, reason, retryAfterSeconds } = failure;
  const status = STATUS_OF_FAILURE[reason];
  if (status === undefined)
    return new HttpProblem(500, 'Telltale could not answer; its log says why.', { cause: failure });
  return new HttpProblem(status, message, { reason, remedy, cause: failure, retryAfterSeconds });
}

function toProblem(error: Error & { statusCode?: number; code?: string }, mostBytes: number): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Failure) return failureProblem(error);
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge(error, mostBytes);
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return new HttpProblem(status, error.message, { cause: error });
  return new HttpProblem(500, 'Telltale could not answer; its log says why.', { cause: error });
}
