import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Provider } from 'oidc-provider';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

export interface OidcIssuer {
  readonly url: string;
  /** Who signs in there from now on, without being asked. */
  signsIn(subject: string, name: string): void;
}

export const OIDC_CLIENT = { id: 'telltale', secret: 'known-to-both-sides-of-this-test' };

/** A real OpenID provider on a free port until the test ends, whose only user says yes to everything. */
export async function startOidcIssuer(redirectUri: string): Promise<OidcIssuer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let user = { subject: 'nobody', name: 'nobody' };
  const provider = new Provider(url, {
    clients: [{ client_id: OIDC_CLIENT.id, client_secret: OIDC_CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['only for a test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: async () => ({ sub: subject, preferred_username: user.name }),
    }),
  });
  const answer = provider.callback();
  const agree = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { params, grantId } = await provider.interactionDetails(request, response);
    const grant =
      (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
      new provider.Grant({ accountId: user.subject, clientId: String(params['client_id']) });
    grant.addOIDCScope('openid profile email');
    const result = { login: { accountId: user.subject }, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/') === true) void agree(request, response);
    else void answer(request, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url, signsIn: (subject, name) => void (user = { subject, name }) };
}

/** Follows redirects as a browser does, with a cookie jar for each host; resolves with the first address of `untilHost`. */
export async function followTo(untilPrefix: string, start: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = start;
  for (let step = 0; step < 20; step += 1) {
    if (url.startsWith(untilPrefix)) return url;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    url = new URL(location, url).href;
  }
  throw new Error('too many redirects');
}
