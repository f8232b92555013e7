import * as client from 'openid-client';
import { Failure } from '../core/failure.ts';
import { foldName } from '../core/person.ts';
import type { Account } from '../core/ports/account-store.ts';
import type { OutsideSignIn, SignedIn } from '../core/ports/identity.ts';
import type { Secret } from '../core/secret.ts';
import { actorOf, changeAccount, type IdentityParts } from './account-changes.ts';
import type { Sessions } from './sessions.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: Secret | undefined;
  readonly label: string;
  readonly nameClaim: string;
}

export interface OidcSignInOptions extends IdentityParts {
  readonly settings: OidcSettings;
  readonly sessions: Sessions;
  readonly onRefused: (what: { readonly name: string; readonly address: string; readonly reason: string }) => void;
}

const TIMEOUT_SECONDS = 10;

/** What the browser brings back from the issuer must fit to this; it is kept in a cookie that no script sees. */
interface Begun {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** OpenID Connect: code flow with PKCE, state and nonce. The issuer says who it is; what they may do, their account here. */
export class OidcSignIn implements OutsideSignIn {
  readonly label: string;
  readonly #options: OidcSignInOptions;
  #discovered: Promise<client.Configuration> | undefined;

  constructor(options: OidcSignInOptions) {
    this.#options = options;
    this.label = options.settings.label;
  }

  async begin(returnUrl: string): Promise<{ readonly url: string; readonly state: string }> {
    const issuer = await this.#issuer();
    const begun: Begun = {
      verifier: client.randomPKCECodeVerifier(),
      state: client.randomState(),
      nonce: client.randomNonce(),
    };
    const url = client.buildAuthorizationUrl(issuer, {
      redirect_uri: returnUrl,
      scope: 'openid profile email',
      code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
      state: begun.state,
      nonce: begun.nonce,
    });
    return { url: url.href, state: [begun.verifier, begun.state, begun.nonce].join('.') };
  }

  async finish({ state: kept, callbackUrl, address }: Parameters<OutsideSignIn['finish']>[0]): Promise<SignedIn> {
    const issuer = await this.#issuer();
    const [verifier = '', state = '', nonce = ''] = kept.split('.');
    let claims: client.IDToken | undefined;
    try {
      const tokens = await client.authorizationCodeGrant(issuer, new URL(callbackUrl), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      claims = tokens.claims();
    } catch (cause) {
      throw refused(`${this.label} did not confirm who you are.`, 'Begin again.', cause);
    }
    if (claims === undefined) throw refused(`${this.label} did not say who you are.`, 'Begin again.');
    return await this.#options.sessions.begin(await this.#accountOf(claims, address), address, 'OpenID Connect');
  }

  /** By the subject; the first time by the name, which is bound to the subject from then on: names can be given away, subjects cannot. */
  async #accountOf(claims: client.IDToken, address: string): Promise<Account> {
    const { store, settings, onRefused } = this.#options;
    const subject = `${claims.iss} ${claims.sub}`;
    const bound = store.accountOfSubject(subject);
    const claimed = claims[settings.nameClaim];
    const name = typeof claimed === 'string' ? claimed : '';
    const account = bound ?? store.account(foldName(name));
    if (account === undefined || account.disabled || (account.subject ?? subject) !== subject) {
      onRefused({ name, address, reason: 'no account of this name for this subject' });
      throw refused('You have no account here.', 'Ask an administrator to make one with the name you have there.');
    }
    if (bound !== undefined) return bound;
    return await changeAccount(this.#options, account, (latest) => ({ ...latest, subject }), actorOf(account));
  }

  /** Asked for once; again after it failed. */
  async #issuer(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#options.settings;
    const url = new URL(issuer);
    this.#discovered ??= client.discovery(url, clientId, clientSecret?.reveal(), undefined, {
      timeout: TIMEOUT_SECONDS,
      execute: url.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    });
    try {
      return await this.#discovered;
    } catch (cause) {
      this.#discovered = undefined;
      throw new Failure(`${this.label} cannot be reached.`, {
        reason: 'authentication',
        retryable: true,
        remedy: 'Sign in with a password, or try again later.',
        cause,
      });
    }
  }
}

function refused(message: string, remedy: string, cause?: unknown): Failure {
  return new Failure(message, { reason: 'authentication', retryable: false, remedy, cause });
}
