import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance } from 'fastify';
import { describeStream } from './asyncapi.ts';
import { registerChannelRoutes } from './channel-routes.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { answerErrors } from './error-answers.ts';
import { registerEventRoutes } from './event-routes.ts';
import { toEventSummary } from './event-view.ts';
import { followSession } from './follow-session.ts';
import { guard } from './guard.ts';
import { registerHealthRoutes } from './health-routes.ts';
import { registerInfluxRoutes } from './influx-routes.ts';
import { registerIntakeRoutes } from './intake-routes.ts';
import { registerInvitationRoutes } from './invitation-routes.ts';
import { DEFAULT_STREAM_TIMING, LiveStream, type StreamTiming } from './live-stream.ts';
import { listenOn, type HttpServer } from './listen.ts';
import { describeRoutes } from './openapi.ts';
import { registerOutsideSignInRoutes } from './outside-sign-in-routes.ts';
import { registerPeopleRoutes } from './people-routes.ts';
import { MAX_BODY_BYTES } from './raw-body.ts';
import { registerMetricsRoutes } from './metrics-routes.ts';
import { registerRankingRoutes } from './ranking-routes.ts';
import { registerThresholdRoutes } from './threshold-routes.ts';
import { registerReportRoutes } from './report-routes.ts';
import { countRequests } from './request-metrics.ts';
import { registerRosterRoutes } from './roster-routes.ts';
import { registerSearchRoutes } from './search-routes.ts';
import { registerSeriesRoutes } from './series-routes.ts';
import { registerSessionRoutes } from './session-routes.ts';
import { registerSettingsRoutes } from './settings-routes.ts';
import { registerSiteListRoutes } from './sites/site-list-routes.ts';
import { registerSiteTestRoutes } from './site-test-routes.ts';
import { registerSiteRoutes } from './sites/site-routes.ts';
import { statusOf } from './status-view.ts';
import { registerStreamRoute } from './stream-route.ts';
import { registerBoardRoutes } from './supervisor/board-routes.ts';
import { registerHandOverRoutes } from './supervisor/hand-over-routes.ts';
import { registerReplayRoutes } from './supervisor/replay-routes.ts';
import { registerSystemRoutes } from './system-routes.ts';

/** The HTTP side of Telltale: the API, the live stream and the operator's page. */
export function createConsoleServer(deps: ConsoleDeps, timing: StreamTiming = DEFAULT_STREAM_TIMING): HttpServer {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 500 },
    return503OnClosing: false,
    forceCloseConnections: true,
    trustProxy: deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies],
  });
  app.removeContentTypeParser('text/plain');
  guard(app, deps);
  answerErrors(app, deps.logger);
  countRequests(app, deps.metricsRegistry);
  describeRoutes(app);
  registerEventRoutes(app, deps);
  registerSeriesRoutes(app, deps);
  registerIntakeRoutes(app, deps);
  registerInfluxRoutes(app, deps);
  registerSystemRoutes(app, deps);
  registerSessionRoutes(app, deps);
  registerInvitationRoutes(app, deps);
  registerOutsideSignInRoutes(app, deps);
  registerPeopleRoutes(app, deps.people, deps.identity, deps.roster);
  registerSiteListRoutes(app, deps.siteDirectory);
  registerSettingsRoutes(app, deps.settings);
  registerChannelRoutes(app, deps.testChannel);
  registerMetricsRoutes(app, deps);
  registerHealthRoutes(app, deps);
  registerSearchRoutes(app, deps);
  registerSiteRoutes(app, deps);
  registerRosterRoutes(app, deps);
  registerSiteTestRoutes(app, deps.siteTests);
  registerBoardRoutes(app, deps);
  registerHandOverRoutes(app, deps);
  registerReplayRoutes(app, deps);
  registerReportRoutes(app, deps.alarmReports);
  registerRankingRoutes(app, deps.rankingDesk);
  registerThresholdRoutes(app, deps);
  describeStream(app);
  registerStreamRoute(app, liveStreamOf(deps, timing), followSession(deps.identity));
  servePage(app, deps.webFolder);
  return listenOn(app);
}

function liveStreamOf(deps: ConsoleDeps, timing: StreamTiming): LiveStream {
  const { desk, clock, prioritise, logger } = deps;
  return new LiveStream(
    {
      desk,
      clock,
      summarise: (event) => toEventSummary(event, prioritise(event, clock.nowMillis())),
      status: () => statusOf(deps),
      onDropped: (bufferedBytes) => logger.warn({ bufferedBytes }, 'dropped a page that reads too slowly'),
    },
    timing,
  );
}

/** Built files carry a hash in their name and may be kept; the page itself must always be asked for. */
function servePage(app: FastifyInstance, webFolder: string): void {
  app.register(fastifyStatic, {
    root: webFolder,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'max-age=31536000, immutable' : 'no-cache');
    },
  });
}
