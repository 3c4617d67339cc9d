/** The app on a port, with time limits against slow senders, and a way to stop that lets what is under way finish. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

const drainMs = 10_000;

export interface Listening {
  readonly origin: string;
  /** resolves when the last request is answered, or after ten seconds */
  readonly stop: () => Promise<void>;
}

export interface Address {
  readonly host: string;
  /** 0 takes a free one */
  readonly port: number;
}

/** @throws Error with a sentence for whoever set PORT */
export function addressOf(env: Readonly<Record<string, string | undefined>>): Address {
  const port = Number(env['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT ${env['PORT']} is not a number from 0 to 65535`);
  return { host: env['HOST'] ?? '127.0.0.1', port };
}

export async function listen(app: Hono, { host, port }: Address): Promise<Listening> {
  const server = createAdaptorServer({
    // two hosts in one request: whoever stands in front may believe the other one (RFC 9112, 3.2)
    fetch: (request, env) =>
      hostsIn(env.incoming) > 1 ? new Response(null, { status: 400, headers: { Connection: 'close' } }) : app.fetch(request, env),
    createServer,
    serverOptions: { requestTimeout: 300_000, headersTimeout: 20_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5_000 },
  }) as Server;
  const answers = new Set<ServerResponse>();
  server.prependListener('request', (_request, answer) => {
    if (!server.listening) answer.setHeader('Connection', 'close');
    answers.add(answer);
    answer.once('close', () => {
      answers.delete(answer);
      // one that had begun before the stop has promised to keep its connection
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP address');
  return { origin: `http://localhost:${address.port}`, stop: () => close(server, answers) };
}

function hostsIn({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
}

function close(server: Server, answers: Iterable<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
    // else its connection would be kept for a next request, and the end with it
    for (const answer of answers) if (!answer.headersSent) answer.setHeader('Connection', 'close');
  });
}
