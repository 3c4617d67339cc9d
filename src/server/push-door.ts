/**
 * The way out of the server that phones choose: a POST to a browser's push service. Phones name the address, so it is treated as a stranger's: https on the
 * usual port, a public name, and no machine of the office's own network behind it, also when the name leads somewhere else the second time.
 */
import { lookup } from 'node:dns';
import { request, type RequestOptions } from 'node:https';
import { BlockList } from 'node:net';

export interface PushDoor {
  /** whether the office would send there at all */
  admits(endpoint: string): boolean;
  /**
   * Sends once, follows nowhere, reads nothing but the status.
   *
   * @throws when the address is not admitted, leads inside, or does not answer in time
   */
  post(endpoint: string, headers: Readonly<Record<string, string | number>>, body: Buffer): Promise<number>;
}

export interface PushDoorOptions {
  /** for tests: push services on this machine are admitted, on any port */
  readonly localToo?: boolean;
  /** for tests: the authority that signed the push service's certificate */
  readonly ca?: string;
  readonly lookup?: typeof lookup;
}

const limitMs = 10_000;

const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inside.addSubnet(network, bits, 'ipv4'); // prettier-ignore
// NAT64 and 6to4 could lead to any of the above; a mapped address is tried against those by Node itself
for (const [network, bits] of [
  ['::', 96], ['64:ff9b::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8],
] as const) inside.addSubnet(network, bits, 'ipv6'); // prettier-ignore

export function openPushDoor(options: PushDoorOptions = {}): PushDoor {
  const { localToo = false, ca, lookup: find = lookup } = options;
  const admits = (endpoint: string): boolean => {
    if (!URL.canParse(endpoint)) return false;
    const { protocol, hostname, port, username, password } = new URL(endpoint);
    if (protocol !== 'https:' || username !== '' || password !== '') return false;
    return localToo || (port === '' && isPublicName(hostname));
  };
  const publicOnly: NonNullable<RequestOptions['lookup']> = (host, asked, done) =>
    find(host, { ...asked, all: true }, (error, found) => {
      if (error !== null) return done(error, '');
      if (found.some(({ address, family }) => inside.check(address, family === 6 ? 'ipv6' : 'ipv4')))
        return done(new Error('leads inside'), '');
      if (asked.all === true) return done(null, found);
      return done(null, found[0]?.address ?? '', found[0]?.family);
    });
  return {
    admits,
    post: async (endpoint, headers, body) => {
      if (!admits(endpoint)) throw new Error('not admitted');
      return new Promise((resolve, reject) => {
        const sent = request(endpoint, {
          method: 'POST',
          headers,
          agent: false,
          signal: AbortSignal.timeout(limitMs),
          ...(ca !== undefined && { ca }),
          ...(!localToo && { lookup: publicOnly }),
        });
        sent.once('error', reject);
        sent.once('response', (answer) => {
          answer.destroy();
          resolve(answer.statusCode ?? 0);
        });
        sent.end(body);
      });
    },
  };
}

/** Push services have names that end in letters; an address in figures is nobody's. */
function isPublicName(host: string): boolean {
  return /\.[a-z][a-z0-9-]*$/i.test(host) && !/\.(localhost|local|internal|lan|home|corp|arpa)$/i.test(host);
}
