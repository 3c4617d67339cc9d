/** The office as phones reach it: https at the door, the server behind it. WebKit keeps no `Secure` cookie of a plain http address. */
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../../support/certificate.ts';

export interface SeenRequest {
  /** `POST /v1/sync` */
  readonly call: string;
  readonly encoding: string | undefined;
  /** as it came, packed or not */
  readonly bodyBytes: number;
  readonly arrivedMs: number;
  readonly leftMs: number;
}

export interface TlsDoor {
  readonly origin: string;
  /** answered requests, in order of their arrival */
  readonly seen: SeenRequest[];
  /** how long each `/v1/sync` is held back before its answer goes to the phone */
  holdMs: number;
  /** where the server listens; until it is told, nothing answers */
  leadTo(upstream: string): void;
  close(): Promise<void>;
}

/** Opens the door with a certificate made for this run. */
export async function openTlsDoor(): Promise<TlsDoor> {
  let target: URL | undefined;
  const server = createServer(makeCertificate(), (incoming, answer) => forward(target, incoming, answer, door));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: TlsDoor = {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    seen: [],
    holdMs: 0,
    leadTo: (upstream) => {
      target = new URL(upstream);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return door;
}

function forward(target: URL | undefined, incoming: IncomingMessage, answer: ServerResponse, door: TlsDoor): void {
  const { url: path, method, headers } = incoming;
  const arrivedMs = Date.now();
  let bodyBytes = 0;
  incoming.on('data', (piece: Buffer) => (bodyBytes += piece.length));
  const onward = request({ host: target?.hostname, port: target?.port, path, method, headers, agent: false });
  onward.on('error', () => answer.destroy());
  onward.on('response', async (response) => {
    if (path === '/v1/sync') await new Promise((resolve) => setTimeout(resolve, door.holdMs));
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
    response.once('end', () =>
      door.seen.push({ call: `${method} ${path}`, encoding: headers['content-encoding'], bodyBytes, arrivedMs, leftMs: Date.now() }),
    );
  });
  incoming.pipe(onward);
}
