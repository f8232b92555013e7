import type { Access } from '../access-rule.ts';
import { OTHER } from './two-sites.ts';

interface Row {
  readonly access: Access;
  /** An address that the route answers, about the site that everybody sees. */
  readonly own: string;
  readonly body?: unknown;
  /** The same about the other site: `hidden` in the answer to own, or this address is not found. Absent where no site is involved. */
  readonly other?: 'hidden' | { readonly path: string; readonly body?: unknown };
}

const OTHER_SITE = encodeURIComponent(`${OTHER} site`);
const TEST = { reason: 'drill', until: '2030-01-01T00:00:00Z' };

/** Every route there is. A new one fails the test until it stands here: with who may use it, and whose objects they see. */
export const ROUTES: Readonly<Record<string, Row>> = {
  'GET /healthz': { access: 'anybody', own: '/healthz' },
  'GET /readyz': { access: 'anybody', own: '/readyz' },
  'GET /metrics': { access: 'metrics', own: '/metrics' },
  'GET /probe': { access: 'metrics', own: '/probe?target=own' },
  'GET /probe/targets': { access: 'metrics', own: '/probe/targets' },
  'GET /openapi.json': { access: 'operator', own: '/openapi.json' },
  'GET /asyncapi.json': { access: 'operator', own: '/asyncapi.json' },
  'GET /api/v1/status': { access: 'operator', own: '/api/v1/status' },
  'GET /api/v1/health': { access: 'supervisor', own: '/api/v1/health' },
  'GET /api/v1/stream': { access: 'operator', own: '/api/v1/stream', other: 'hidden' },
  'GET /api/v1/events': { access: 'operator', own: '/api/v1/events', other: 'hidden' },
  'GET /api/v1/events/{id}': {
    access: 'operator',
    own: '/api/v1/events/own',
    other: { path: `/api/v1/events/${OTHER}` },
  },
  'GET /api/v1/events/{id}/signals': {
    access: 'operator',
    own: '/api/v1/events/own/signals',
    other: { path: `/api/v1/events/${OTHER}/signals` },
  },
  'POST /api/v1/events/{id}/actions': {
    access: 'operator',
    own: '/api/v1/events/own/actions',
    body: { kind: 'take' },
    other: { path: `/api/v1/events/${OTHER}/actions`, body: { kind: 'take' } },
  },
  'GET /api/v1/series': { access: 'operator', own: '/api/v1/series', other: 'hidden' },
  'GET /api/v1/history': {
    access: 'operator',
    own: `/api/v1/history?series=${encodeURIComponent('m{site=own site}')}`,
    other: { path: `/api/v1/history?series=${encodeURIComponent(`m{site=${OTHER} site}`)}` },
  },
  'GET /api/v1/sites': { access: 'operator', own: '/api/v1/sites', other: 'hidden' },
  'GET /api/v1/site-tests': { access: 'operator', own: '/api/v1/site-tests', other: 'hidden' },
  'PUT /api/v1/site-tests/{site}': {
    access: 'operator',
    own: '/api/v1/site-tests/own%20site',
    body: TEST,
    other: { path: `/api/v1/site-tests/${OTHER_SITE}`, body: TEST },
  },
  'DELETE /api/v1/site-tests/{site}': {
    access: 'operator',
    own: '/api/v1/site-tests/own%20site',
    other: { path: `/api/v1/site-tests/${OTHER_SITE}` },
  },
  'GET /api/v1/search': { access: 'operator', own: '/api/v1/search', other: 'hidden' },
  'GET /api/v1/search.csv': { access: 'operator', own: '/api/v1/search.csv', other: 'hidden' },
  'GET /api/v1/site-names': { access: 'operator', own: '/api/v1/site-names', other: 'hidden' },
  'GET /api/v1/sites/{site}': {
    access: 'operator',
    own: '/api/v1/sites/own%20site',
    other: { path: `/api/v1/sites/${OTHER_SITE}` },
  },
  'GET /api/v1/sites/{site}/plan': {
    access: 'operator',
    own: '/api/v1/sites/own%20site/plan',
    other: { path: `/api/v1/sites/${OTHER_SITE}/plan` },
  },
  'GET /api/v1/sites/{site}/sensors/{sensor}/still': {
    access: 'operator',
    own: '/api/v1/sites/own%20site/sensors/door/still',
    other: { path: `/api/v1/sites/${OTHER_SITE}/sensors/door/still` },
  },
  'GET /api/v1/roster': { access: 'operator', own: '/api/v1/roster', other: 'hidden' },
  'PUT /api/v1/roster/{person}': { access: 'people', own: '/api/v1/roster/me' },
  'DELETE /api/v1/roster/{person}': { access: 'people', own: '/api/v1/roster/me' },
  'GET /api/v1/board': { access: 'supervisor', own: '/api/v1/board', other: 'hidden' },
  'GET /api/v1/hand-overs': { access: 'operator', own: '/api/v1/hand-overs' },
  'POST /api/v1/hand-overs': { access: 'people', own: '/api/v1/hand-overs', body: { to: 'x' } },
  'POST /api/v1/hand-overs/{id}/answer': {
    access: 'people',
    own: '/api/v1/hand-overs/x/answer',
    body: { state: 'accepted' },
  },
  'GET /api/v1/replay': { access: 'supervisor', own: '/api/v1/replay?at=0', other: 'hidden' },
  'GET /api/v1/replay/events/{id}': {
    access: 'supervisor',
    own: '/api/v1/replay/events/own?at=0',
    other: { path: `/api/v1/replay/events/${OTHER}?at=0` },
  },
  'GET /api/v1/ranking': { access: 'operator', own: '/api/v1/ranking', other: 'hidden' },
  'POST /api/v1/ranking/champion': { access: 'administrator', own: '/api/v1/ranking/champion', body: { version: 'x' } },
  'POST /api/v1/ranking/refits': { access: 'administrator', own: '/api/v1/ranking/refits' },
  'GET /api/v1/report': { access: 'supervisor', own: '/api/v1/report' },
  'GET /report': { access: 'supervisor', own: '/report' },
  'GET /report.css': { access: 'page', own: '/report.css' },
  'POST /api/v1/readings': { access: 'telemetry', own: '/api/v1/readings', body: [] },
  'POST /api/v1/signals': { access: 'telemetry', own: '/api/v1/signals', body: [] },
  'POST /api/v1/alerts': { access: 'telemetry', own: '/api/v1/alerts', body: { alerts: [] } },
  'POST /api/v2/write': { access: 'telemetry', own: '/api/v2/write', body: 'm v=1' },
  'GET /api/v1/sign-in': { access: 'page', own: '/api/v1/sign-in' },
  'GET /api/v1/session': { access: 'people', own: '/api/v1/session' },
  'POST /api/v1/session': { access: 'page', own: '/api/v1/session', body: {} },
  'DELETE /api/v1/session': { access: 'people', own: '/api/v1/session' },
  'DELETE /api/v1/sessions': { access: 'people', own: '/api/v1/sessions' },
  'PUT /api/v1/session/password': { access: 'people', own: '/api/v1/session/password', body: {} },
  'GET /welcome/{key}': { access: 'anybody', own: '/welcome/unknown' },
  'POST /api/v1/invitation': { access: 'anybody', own: '/api/v1/invitation', body: {} },
  'GET /sign-in/outside': { access: 'page', own: '/sign-in/outside' },
  'GET /sign-in/outside/callback': { access: 'page', own: '/sign-in/outside/callback' },
  'GET /api/v1/people': { access: 'administrator', own: '/api/v1/people' },
  'POST /api/v1/people': { access: 'administrator', own: '/api/v1/people', body: {} },
  'PATCH /api/v1/people/{name}': { access: 'administrator', own: '/api/v1/people/x', body: { disabled: true } },
  'POST /api/v1/people/{name}/link': { access: 'administrator', own: '/api/v1/people/x/link' },
  'DELETE /api/v1/people/{name}/sessions': { access: 'administrator', own: '/api/v1/people/x/sessions' },
  'POST /api/v1/thresholds/preview': {
    access: 'administrator',
    own: '/api/v1/thresholds/preview',
    body: { series: 'm{site=own site}' },
  },
  'GET /api/v1/settings': { access: 'administrator', own: '/api/v1/settings' },
  'PUT /api/v1/settings': { access: 'administrator', own: '/api/v1/settings', body: { text: '', basedOn: 'r' } },
  'GET /api/v1/settings.yml': { access: 'administrator', own: '/api/v1/settings.yml' },
  'POST /api/v1/settings/check': { access: 'administrator', own: '/api/v1/settings/check', body: { text: '' } },
  'GET /api/v1/settings/versions': { access: 'administrator', own: '/api/v1/settings/versions' },
  'GET /api/v1/settings/versions/{id}': { access: 'administrator', own: '/api/v1/settings/versions/x' },
  'POST /api/v1/settings/versions/{id}/restore': {
    access: 'administrator',
    own: '/api/v1/settings/versions/x/restore',
    body: { basedOn: 'r' },
  },
  'POST /api/v1/channels/{kind}/test': { access: 'administrator', own: '/api/v1/channels/email/test' },
  'GET /api/v1/tokens': { access: 'administrator', own: '/api/v1/tokens' },
  'POST /api/v1/tokens': { access: 'administrator', own: '/api/v1/tokens', body: {} },
  'DELETE /api/v1/tokens/{name}': { access: 'administrator', own: '/api/v1/tokens/x' },
};
