/** A real provider of accounts on this machine (`oidc-provider`), and a person who signs in there: a page with a link for each account. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import { Provider } from 'oidc-provider';
import type { OpenIdBegun } from '../../src/protocol/openid.ts';
import { host, postJson } from './server-phone.ts';

/** as a provider's application names them */
export const accounts = ['fon', 'somchai'] as const;
export type Account = (typeof accounts)[number];

export interface OpenIdProvider {
  readonly issuer: string;
  /** of the application that the office is there; `public` has no secret */
  env(client?: 'office' | 'public' | 'other'): Record<string, string>;
  /** what the token endpoint answers, changed on its way out; the answer itself unless a test says otherwise */
  changeToken: (answer: Readonly<Record<string, unknown>>) => unknown;
  /** the same token with other claims, signed by the provider again */
  resign(token: unknown, change: object): string;
  /** goes where the office sent, chooses an account, or nothing; @returns where the provider sends back */
  visit(url: string, as: Account | 'nobody'): Promise<URL>;
  /** nobody answers at its address any more */
  close(): Promise<void>;
}

const secret = randomBytes(16).toString('hex');

/** @param port of the one that was there before */
export async function openProvider(port = 0): Promise<OpenIdProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let handle: ReturnType<Provider['callback']> = () => undefined;
  const server = createServer((request, answer) => handle(request, answer));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  // a native application may come back to any port of this machine: the office's is not known before
  const application = { application_type: 'native', redirect_uris: ['http://localhost/signin/openid'] };
  const provider: Provider = new Provider(issuer, {
    clients: [
      { ...application, client_id: 'office', client_secret: secret },
      { ...application, client_id: 'other', client_secret: secret },
      { ...application, client_id: 'public', token_endpoint_auth_method: 'none' },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [secret] },
    features: { devInteractions: { enabled: false } },
    renderError: async (ctx: { body: unknown }, { error }: { readonly error: string }) => void (ctx.body = error),
    findAccount: async (_ctx: unknown, accountId: string) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    interactions: { url: (_ctx: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: async ({ oidc }: { readonly oidc: { client: { clientId: string }; session: { accountId: string } } }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) {
      await next();
      if (ctx.path === '/token') ctx.body = opened.changeToken(ctx.body as Record<string, unknown>);
      return;
    }
    const { as } = ctx.query;
    if (as === undefined) {
      ctx.type = 'html';
      ctx.body = [...accounts, 'nobody'].map((account) => `<p><a href="${ctx.path}?as=${account}">${account}</a></p>`).join('');
      return;
    }
    ctx.respond = false;
    const result = as === 'nobody' ? { error: 'access_denied' } : { login: { accountId: as }, consent: {} };
    await provider.interactionFinished(ctx.req, ctx.res, result);
  });
  handle = provider.callback();
  const opened: OpenIdProvider = {
    issuer,
    env: (client = 'office') => ({
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client,
      OIDC_NAME: 'Test Accounts',
      ...(client !== 'public' && { OIDC_CLIENT_SECRET: secret }),
    }),
    changeToken: (answer) => answer,
    resign: (token, change) => {
      const [head = '', claims = ''] = String(token).split('.');
      const changed = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), ...change };
      const text = `${head}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}`;
      return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
    },
    visit: async (url, as) => follow(url, as),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return opened;
}

/** There and back, as the page does it. */
export async function proveAt(app: Hono, provider: OpenIdProvider, as: Account) {
  const begun = await app.request(`${host}/v1/openid`, postJson({}));
  const { url, state, nonce, verifier } = (await begun.json()) as OpenIdBegun;
  const back = (await provider.visit(url, as)).searchParams;
  if (back.get('state') !== state) throw new Error('another state than was sent along');
  return { code: back.get('code') ?? '', iss: back.get('iss') ?? undefined, nonce, verifier };
}

/** As a browser that begins with no cookie, up to the address of somebody else. */
async function follow(url: string, as: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(url);
  for (let turns = 0; turns < 10; turns++) {
    const { origin } = new URL(url);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    await response.arrayBuffer();
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${response.status} at ${at.pathname}`);
    at = new URL(location, at);
    if (at.origin !== origin) return at;
    if (at.pathname.startsWith('/interaction/')) at.searchParams.set('as', as);
  }
  throw new Error('the provider sends in circles');
}
