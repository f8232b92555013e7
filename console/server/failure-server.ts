import { fastify } from 'fastify';
import type { Logger } from '../../core/ports/logger.ts';
import { answerErrors } from './error-answers.ts';
import { failurePage, FAILURE_STYLE, type ConfigurationProblem } from './failure-page.ts';
import { guardThisMachine } from './guard.ts';
import { listenOn, type HttpServer } from './listen.ts';
import { HttpProblem, sendProblem } from './problem.ts';

/** Stands at the usual address when the configuration is wrong, so that nobody meets an empty page. */
export function createFailureServer(problems: readonly ConfigurationProblem[], logger: Logger): HttpServer {
  const app = fastify({ return503OnClosing: false, forceCloseConnections: true });
  guardThisMachine(app);
  answerErrors(app, logger);
  app.get('/failure.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(FAILURE_STYLE));
  app.get('/healthz', (_request, reply) => reply.code(503).send({ status: 'configuration is wrong' }));
  app.get('/readyz', (_request, reply) => reply.code(503).send({ status: 'configuration is wrong' }));
  app.all('/api/*', (_request, reply) => sendProblem(reply, configurationProblem(problems)));
  app.get('/*', (_request, reply) => reply.code(503).type('text/html; charset=utf-8').send(failurePage(problems)));
  return listenOn(app);
}

function configurationProblem(problems: readonly ConfigurationProblem[]): HttpProblem {
  return new HttpProblem(503, 'Telltale is not running: its configuration is wrong.', {
    reason: 'configuration',
    remedy: 'Mend what is listed and start Telltale again.',
    problems: problems.map(({ path, value, remedy }) => ({ path, remedy: `${value}: ${remedy}` })),
  });
}
