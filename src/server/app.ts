/** The server as a value: the table of routes behind one door that checks where a request comes from, who sends it, and answers errors. */
import { Hono } from 'hono';
import { mayEver, type Viewer } from './access.ts';
import { boardReportRoutes } from './board-reports.ts';
import { cellReviewRoutes } from './cell/review-in-cell.ts';
import { areaBoardRoutes } from './area-board.ts';
import { boardRoutes } from './board.ts';
import { cookieName, readCookie } from './cookie.ts';
import { copyRoutes } from './copies.ts';
import { exportRoutes } from './export.ts';
import { healthRoutes } from './health.ts';
import { heldRoutes } from './held.ts';
import { deviceRoutes } from './devices.ts';
import { secondsToWait } from './in-flight.ts';
import { describeError } from './log.ts';
import { newDeviceRoutes } from './new-device.ts';
import type { Office } from './office.ts';
import { openapiRoute } from './openapi.ts';
import { openIdRoutes } from './openid.ts';
import { isOutOfHandles } from './out-of-handles.ts';
import { passkeyRoutes } from './passkey.ts';
import { passwordRoutes } from './password.ts';
import { peopleRoutes } from './people.ts';
import { photoRoutes } from './photo.ts';
import { problemResponse, RequestProblem } from './problem-answer.ts';
import { pushRoutes } from './push.ts';
import type { Call, Method, Route } from './route.ts';
import { securityContactRoutes } from './security-contact.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { findSession, sessionRoutes } from './session.ts';
import { staticAnswer } from './static-files.ts';
import { StoreProblem } from './store/store.ts';
import { syncRoutes } from './sync.ts';
import { readBearer, tokenRoutes, viewerByToken } from './tokens.ts';

/** Every call of the server. A route that is not here does not exist; the table test of access fails for one without an entry there. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...securityContactRoutes,
  ...sessionRoutes,
  ...newDeviceRoutes,
  ...passwordRoutes,
  ...passkeyRoutes,
  ...openIdRoutes,
  ...syncRoutes,
  ...photoRoutes,
  ...copyRoutes,
  ...boardRoutes,
  ...boardReportRoutes,
  ...cellReviewRoutes,
  ...exportRoutes,
  ...tokenRoutes,
  ...pushRoutes,
  ...areaBoardRoutes,
  ...heldRoutes,
  ...peopleRoutes,
  ...deviceRoutes,
];

const changing: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

export function createApp(office: Office): Hono {
  const app = new Hono();
  const table = [...routes, openapiRoute(routes)];
  for (const path of new Set(table.map((route) => route.path))) {
    const here = new Map(table.filter((route) => route.path === path).map((route) => [route.method, route]));
    app.all(path, (c) => {
      const params = c.req.param() as Record<string, string>;
      return door(office, c.req.raw, path, () =>
        dispatch(office, here, c.req.raw, params, addressOf(office, c.req.raw, c.env as Connected | undefined)),
      );
    });
  }
  app.all('/v1/*', (c) => door(office, c.req.raw, '/v1/*', async () => problemResponse('not-found')));
  app.all('*', (c) => door(office, c.req.raw, 'static', () => staticAnswer(office.staticDir, c.req.raw)));
  return app;
}

/** Headers, log line, counters and the answer to whatever was thrown, for every request alike. */
async function door(office: Office, request: Request, route: string, work: () => Promise<Response>): Promise<Response> {
  const began = office.clock();
  let response: Response;
  try {
    response = await work();
  } catch (error) {
    response = errorResponse(office, route, error);
  }
  office.metrics.add('sajja_requests_total', `route="${route}",method="${knownMethod(request.method)}",status="${response.status}"`);
  const ms = office.clock() - began;
  office.metrics.add('sajja_request_milliseconds_total', `route="${route}"`, ms);
  office.log('request', { method: knownMethod(request.method), route, status: response.status, ms });
  return withSecurityHeaders(response, route !== 'static');
}

async function dispatch(
  office: Office,
  here: ReadonlyMap<Method, Route>,
  request: Request,
  params: Record<string, string>,
  address: string,
): Promise<Response> {
  const url = new URL(request.url);
  if (changing.includes(request.method)) refuseOtherSites(office, request, url);
  const route = here.get(request.method as Method) ?? (request.method === 'HEAD' ? here.get('GET') : undefined);
  if (!route) throw new RequestProblem('method-not-allowed', { headers: { Allow: [...here.keys()].join(', ') } });
  const call: Call = { office, request, url, address, params, viewer: undefined };
  if (route.access === 'open') return route.handle(call);
  const secret = readBearer(request);
  const viewer = secret === undefined ? await signedIn(call, route.path) : await viewerByToken(office, secret);
  if (viewer.token !== undefined && route.forTokens !== true) throw new RequestProblem('forbidden', { path: 'Authorization' });
  if (route.access !== 'session' && !mayEver(viewer, route.access)) throw new RequestProblem(route.without ?? 'forbidden');
  return route.handle({ ...call, viewer });
}

/**
 * A header that no form can send, and the page's own origin: with `SameSite=Strict` the whole protection against other sites. Another port of
 * the same host is the same site to a cookie; the browser's own word for where a request comes from tells it apart (older ones say nothing).
 */
function refuseOtherSites(office: Office, request: Request, url: URL): void {
  if (request.headers.get('X-Sync') !== '1') throw new RequestProblem('cross-site');
  if ((request.headers.get('Sec-Fetch-Site') ?? 'same-origin') !== 'same-origin') throw new RequestProblem('cross-site');
  const origin = request.headers.get('Origin');
  if (origin === null) return;
  const isOwn =
    office.publicOrigin === undefined ? hostOf(origin) === url.host : origin === office.publicOrigin || hostOf(origin) === url.host;
  if (!isOwn) throw new RequestProblem('cross-site');
}

interface Connected {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/** Behind a proxy its own word, which is the last one; what a caller wrote stands before it. */
function addressOf({ publicOrigin }: Office, request: Request, connected: Connected | undefined): string {
  const forwarded = publicOrigin === undefined ? undefined : request.headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim();
  return forwarded ?? connected?.incoming?.socket?.remoteAddress ?? '';
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

async function signedIn({ office, request, url }: Call, path: string): Promise<Viewer> {
  const token = readCookie(request.headers.get('Cookie'), cookieName(url, office.publicOrigin));
  const session = token === undefined ? undefined : await findSession(office, token);
  if (!session) throw new RequestProblem('signin-required');
  if (session.state === 'expired') throw new RequestProblem('session-expired');
  // a revoked phone may still hand in what it holds, and nothing else
  if (session.state === 'revoked' && path !== '/v1/sync') throw new RequestProblem('device-revoked');
  const { viewer } = session;
  if (!viewer) throw new RequestProblem('signin-required');
  // whoever has left may still hand in what the phone holds, and learn what became of it
  if (viewer.hasLeft && !handsIn(request.method, path)) throw new RequestProblem('right-ended');
  return viewer;
}

function handsIn(method: string, path: string): boolean {
  return (
    ['/v1/sync', '/v1/copies', '/v1/device'].includes(path) ||
    (path === '/v1/session' && method === 'DELETE') ||
    (path.startsWith('/v1/photos/') && method !== 'GET')
  );
}

function errorResponse(office: Office, route: string, error: unknown): Response {
  if (error instanceof RequestProblem) return problemResponse(error.code, error.details);
  office.log('fault', { route, error: describeError(error) });
  if (error instanceof StoreProblem && error.code === 'full') return problemResponse('storage-full', { retryAfter: 600 });
  if (error instanceof StoreProblem && error.code === 'busy') return problemResponse('busy', { retryAfter: 5 });
  if (isOutOfHandles(error)) return problemResponse('busy', { retryAfter: secondsToWait(office.random) });
  return problemResponse('fault');
}

/** A method is free text on the wire; only ours may become a label. */
function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'OPTIONS', ...changing].includes(method) ? method : 'other';
}
