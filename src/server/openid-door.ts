/**
 * The provider of accounts that an office may name in its environment: where a person is sent, and whose account came back. The library is
 * loaded, and the provider looked up, by the first who asks. Nothing is kept between the two.
 */
import type { ClientAuth, Configuration } from 'openid-client';
import type { OpenIdBegun, OpenIdProof } from '../protocol/openid.ts';
import { sha256Hex } from './ids.ts';
import { InLine } from './in-line.ts';
import { describeError, type Log } from './log.ts';
import { RequestProblem } from './problem-answer.ts';

export interface OpenIdDoor {
  /** for the button */
  readonly name: string;
  /**
   * @param origin of the app, as people open it
   * @throws RequestProblem `openid-down`
   */
  begin(origin: string): Promise<OpenIdBegun>;
  /**
   * What stands for the account: a hash of issuer and subject.
   *
   * @throws RequestProblem `openid-refused`, `openid-down`, `busy`
   */
  accountOf(proof: OpenIdProof, origin: string): Promise<string>;
}

interface OpenIdSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** `undefined` for a public client */
  readonly secret: string | undefined;
  readonly name: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** registered at the provider, behind the app's origin */
const returnPath = '/signin/openid';
const limitSeconds = 10;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
/** what is wrong with the code, or with the token that came for it; anything else is the provider's or the line's */
const ofTheProof = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
]);

/** @returns `undefined` when the environment names none, or names it wrongly: then the log says which variable, and nobody is kept out */
export function openOpenIdDoor(env: Env, log: Log): OpenIdDoor | undefined {
  const settings = readSettings(env);
  if (settings === undefined) return undefined;
  if (typeof settings !== 'string') return doorTo(settings, log);
  log('openid-off', { wrong: settings });
  return undefined;
}

/** @returns the variable that is wrong */
function readSettings(env: Env): OpenIdSettings | string | undefined {
  const [address, clientId, secret, name] = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'].map(
    (key) => env[key]?.trim() || undefined,
  );
  if ((address ?? clientId ?? secret ?? name) === undefined) return undefined;
  const issuer = address === undefined || !URL.canParse(address) ? undefined : new URL(address);
  const isSafe = issuer?.protocol === 'https:' || (issuer?.protocol === 'http:' && loopback.has(issuer.hostname));
  if (issuer === undefined || !isSafe || issuer.username !== '' || issuer.search !== '' || issuer.hash !== '') return 'OIDC_ISSUER';
  if (clientId === undefined) return 'OIDC_CLIENT_ID';
  if (name !== undefined && name.length > 40) return 'OIDC_NAME';
  return { issuer, clientId, secret, name: name ?? issuer.hostname };
}

function doorTo({ issuer, clientId, secret, name }: OpenIdSettings, log: Log): OpenIdDoor {
  const load = async () => import('openid-client');
  const exchanges = new InLine(4, 16);
  let found: Promise<Configuration> | undefined;

  async function lookUp(): Promise<Configuration> {
    const { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, discovery, enableNonRepudiationChecks, None } = await load();
    // what the provider says it takes; without a word from it, what every one takes (OpenID Connect Discovery, section 3)
    const bySecret: ClientAuth = (server, ...rest) => {
      const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
      (taken.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret))(server, ...rest);
    };
    return discovery(issuer, clientId, undefined, secret === undefined ? None() : bySecret, {
      timeout: limitSeconds,
      // the token's signature too, although it comes straight from the provider
      execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
    });
  }

  async function configuration(): Promise<Configuration> {
    found ??= lookUp();
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw error;
    }
  }

  async function exchange({ code, iss, nonce, verifier }: OpenIdProof, origin: string): Promise<string> {
    const { authorizationCodeGrant } = await load();
    const back = new URL(returnPath, origin);
    back.searchParams.set('code', code);
    if (iss !== undefined) back.searchParams.set('iss', iss);
    const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce };
    const { sub, iss: by } = (await authorizationCodeGrant(await configuration(), back, checks)).claims() ?? {};
    return sha256Hex(`${by}\n${sub}`);
  }

  const told = (error: unknown): RequestProblem => {
    if (error instanceof RequestProblem) return error;
    const { code, answer } = wordsOf(error);
    const isRefused = ofTheProof.has(code) || answer === 'invalid_grant' || answer === 'invalid_request';
    log(isRefused ? 'openid-refused' : 'openid-failed', { answer, error: describeError(error) });
    return new RequestProblem(isRefused ? 'openid-refused' : 'openid-down');
  };

  return {
    name,
    begin: async (origin) => {
      try {
        const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await load();
        const kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const url = buildAuthorizationUrl(await configuration(), {
          redirect_uri: new URL(returnPath, origin).href,
          // no name, no address: whose account it is says the subject alone
          scope: 'openid',
          state: kept.state,
          nonce: kept.nonce,
          code_challenge: await calculatePKCECodeChallenge(kept.verifier),
          code_challenge_method: 'S256',
        });
        return { url: url.href, ...kept };
      } catch (error) {
        throw told(error);
      }
    },
    accountOf: async (proof, origin) => {
      try {
        return await exchanges.during(async () => exchange(proof, origin));
      } catch (error) {
        throw told(error);
      }
    },
  };
}

/** `code`: the library's word for what failed · `answer`: the provider's, where it gave one (RFC 6749, 5.2) */
function wordsOf(error: unknown): { readonly code: string; readonly answer: string | undefined } {
  const { code, error: answer } = error as { readonly code?: unknown; readonly error?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    answer: typeof answer === 'string' && /^[a-z_]{1,40}$/.test(answer) ? answer : undefined,
  };
}
