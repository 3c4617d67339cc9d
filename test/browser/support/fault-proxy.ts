/** A line between the phone and the office that a test can spoil: the phone knows only the proxy's address. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `portal`: a log-in page answers with 200 · `redirect`: it sends elsewhere */
export type LineFault = 'portal' | 'redirect' | undefined;

export interface FaultProxy {
  readonly origin: string;
  /** asked for each request */
  rule: (path: string, method: string) => LineFault;
  /** requests that met a fault, `POST /v1/sync portal` */
  readonly spoiled: string[];
  close(): Promise<void>;
}

const logInPage = '<!doctype html><title>Wi-Fi</title><h1>Welcome to the market Wi-Fi</h1><form action="/login"><input name="room"></form>';

export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const target = new URL(upstream);
  const server = createServer((incoming, answer) => {
    const { url = '/', method = 'GET' } = incoming;
    const fault = proxy.rule(url, method);
    if (fault === undefined) {
      forward(target, incoming, answer);
      return;
    }
    proxy.spoiled.push(`${method} ${url} ${fault}`);
    incoming.resume();
    if (fault === 'redirect') answer.writeHead(302, { Location: 'http://login.example/' }).end();
    else answer.writeHead(200, { 'Content-Type': 'text/html' }).end(logInPage);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    rule: () => undefined,
    spoiled: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

function forward(target: URL, incoming: IncomingMessage, answer: ServerResponse): void {
  const { url: path, method, headers } = incoming;
  const onward = request({ host: target.hostname, port: target.port, path, method, headers, agent: false });
  onward.on('error', () => answer.destroy());
  onward.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  incoming.pipe(onward);
}
