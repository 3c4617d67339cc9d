/** A browser vendor's push service on this machine, over real https, and a browser that opens what comes (RFC 8291, written from its text). */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { PushSubscribe } from '../../src/protocol/push.ts';
import { makeCertificate } from './certificate.ts';

export interface PushedMessage {
  /** which browser it was for */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PushService {
  readonly origin: string;
  /** its certificate, for whoever is to trust it */
  readonly ca: string;
  readonly received: PushedMessage[];
  /** what it answers */
  status: number;
  close(): Promise<void>;
}

export async function openPushService(): Promise<PushService> {
  const { key, cert } = makeCertificate();
  const server = createServer({ key, cert }, (request, answer) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      service.received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces) });
      answer.writeHead(service.status, { Location: '/elsewhere' }).end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service: PushService = {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    ca: cert.toString(),
    received: [],
    status: 201,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}

export interface PushBrowser {
  readonly subscription: PushSubscribe;
  /** @throws when it was not sealed for this browser, or changed on the way */
  open(body: Buffer): string;
}

export function newPushBrowser(origin: string): PushBrowser {
  const own = createECDH('prime256v1');
  const point = own.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: {
      endpoint: `${origin}/push/${randomBytes(12).toString('base64url')}`,
      p256dh: point.toString('base64url'),
      auth: auth.toString('base64url'),
    },
    open: (body) => {
      const salt = body.subarray(0, 16);
      const idLength = body[20] ?? 0;
      const theirs = body.subarray(21, 21 + idLength);
      const sealed = body.subarray(21 + idLength);
      const derive = (secret: Buffer, salted: Buffer, info: Buffer, length: number) =>
        Buffer.from(hkdfSync('sha256', secret, salted, info, length));
      const secret = derive(own.computeSecret(theirs), auth, Buffer.concat([Buffer.from('WebPush: info\0'), point, theirs]), 32);
      const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const opener = createDecipheriv('aes-128-gcm', key, nonce);
      opener.setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()]);
      // the text ends before the last byte that is not padding
      return padded.subarray(0, padded.lastIndexOf(2)).toString();
    },
  };
}

/** Who says that they sent it, and for whom, when the signature is of the key (RFC 8292). */
export function readSender(authorization: string, key: string): { readonly aud: string; readonly sub: string } | undefined {
  const [, token = '', named] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const [head = '', claims = '', signature = ''] = token.split('.');
  const isOurs = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isOurs || named !== key) return undefined;
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; sub: string };
}
