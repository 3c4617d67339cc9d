/**
 * A TCP line between phones and the real server that can be slow, short-lived and deceitful; it knows bytes, not HTTP.
 *
 * A question is what a phone sends on a connection until bytes come back; each question may meet one misfortune, drawn from a seed.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { drawsOf, oneOf } from './seeded-draws.ts';

/**
 * `refuse`: the connection breaks before a byte has passed · `cut-request`, `cut-answer`: it breaks after some bytes of it · `swallow-answer`:
 * the server hears and answers, the phone sees the connection end · `half-open`: nothing passes any more and nobody is told · `delay`: seconds
 * of silence before it goes on · `crawl`: one kilobyte a second
 */
export const misfortunes = ['refuse', 'cut-request', 'cut-answer', 'swallow-answer', 'half-open', 'delay', 'crawl'] as const;
export type Misfortune = (typeof misfortunes)[number];

export interface Line {
  /** there and back, ms */
  readonly roundTripMs: number;
  /** each way, shared by all connections */
  readonly bytesPerSecond: number;
  /** round trips before a new connection may say anything: 1 for TCP, 2 with TLS 1.3 */
  readonly roundTripsToConnect: number;
}

export interface FaultyProxy {
  /** `http://localhost:PORT`, for phones in the place of the server's own */
  readonly origin: string;
  /** how many met which misfortune */
  readonly met: Readonly<Record<Misfortune, number>>;
  /** of a hundred questions so many meet a misfortune; 0 is a healed line, on which half-open connections stay as they are */
  spoil(percent: number): void;
  /** `undefined`: as fast as this machine */
  setLine(line: Line | undefined): void;
  /** bytes that arrived so far, headers of HTTP included, those of TCP not */
  carried(): { readonly up: number; readonly down: number };
  /** ends every connection, so that the next question needs a new one */
  hangUp(): void;
  close(): Promise<void>;
}

/** below one packet, so that connections take turns */
const pieceBytes = 1_400;
const crawlBytesPerSecond = 1_024;
const longestDelayMs = 4_000;

export async function startFaultyProxy(upstream: string, seed: number): Promise<FaultyProxy> {
  const draw = drawsOf(seed);
  const target = new URL(upstream);
  const open = new Set<Socket>();
  const met = Object.fromEntries(misfortunes.map((kind) => [kind, 0])) as Record<Misfortune, number>;
  const carried = { up: 0, down: 0 };
  const lanes = { up: createLane(), down: createLane() };
  let percent = 0;
  let line: Line | undefined;

  const nextMisfortune = (): Misfortune | undefined => {
    if (draw(100) >= percent) return undefined;
    const kind = oneOf(draw, misfortunes);
    met[kind] += 1;
    return kind;
  };

  const join = (phone: Socket) => {
    const office = connect({ host: '127.0.0.1', port: Number(target.port), noDelay: true });
    const question: Question = { kind: undefined, bytesLeft: 0, isAnswered: true };
    const end = () => {
      phone.destroy();
      office.destroy();
    };
    for (const socket of [phone, office]) {
      open.add(socket);
      socket.setNoDelay(true);
      // a broken line is what this is about; whoever reads hears of it
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    void carry(phone, office, 'up').catch(end);
    void carry(office, phone, 'down').catch(end);

    async function carry(from: Socket, to: Socket, way: Way): Promise<void> {
      let arrived: Promise<unknown> = Promise.resolve();
      let isWhole = true;
      try {
        if (way === 'up' && line !== undefined) await wait(line.roundTripMs * line.roundTripsToConnect);
        for await (const chunk of from as AsyncIterable<Buffer>) {
          if (way === 'up' && question.isAnswered) begin();
          for (let at = 0; at < chunk.length; at += pieceBytes) {
            const piece = chunk.subarray(at, at + pieceBytes);
            if (!(await passes(piece.length, way))) break;
            await lanes[way].carry(piece.length, line?.bytesPerSecond);
            const due = wait((line?.roundTripMs ?? 0) / 2);
            arrived = arrived
              .then(() => due)
              .then(() => {
                carried[way] += piece.length;
                if (!to.destroyed) to.write(piece);
              });
          }
        }
      } catch {
        isWhole = false;
      }
      await arrived;
      // the office's end of a half-open connection is news that never arrives
      if (question.kind === 'half-open' && way === 'down') return;
      if (isWhole) to.end();
      else to.destroy();
    }

    function begin(): void {
      question.isAnswered = false;
      question.kind = nextMisfortune();
      question.bytesLeft = question.kind === 'cut-request' ? draw(6_000) : draw(4_000);
    }

    /** @returns false when this piece is lost */
    async function passes(bytes: number, way: Way): Promise<boolean> {
      if (way === 'down') question.isAnswered = true;
      switch (question.kind) {
        case 'refuse':
          end();
          return false;
        case 'cut-request':
        case 'cut-answer':
          if ((question.kind === 'cut-request') !== (way === 'up')) return true;
          question.bytesLeft -= bytes;
          if (question.bytesLeft > 0) return true;
          end();
          return false;
        case 'swallow-answer':
          if (way === 'up') return true;
          end();
          return false;
        case 'half-open':
          return false;
        case 'delay':
          if (way === 'up') await wait(draw(longestDelayMs));
          return true;
        case 'crawl':
          await wait((bytes / crawlBytesPerSecond) * 1000);
          return true;
        default:
          return true;
      }
    }
  };

  const server = createServer(join);
  const origin = `http://localhost:${await listenOn(server)}`;
  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    origin,
    met,
    spoil: (next) => {
      percent = next;
    },
    setLine: (next) => {
      line = next;
    },
    carried: () => ({ ...carried }),
    hangUp,
    close: async () => {
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Way = 'up' | 'down';

interface Question {
  kind: Misfortune | undefined;
  /** until it is cut */
  bytesLeft: number;
  isAnswered: boolean;
}

interface Lane {
  /** resolves when so many bytes have had their turn */
  carry(bytes: number, bytesPerSecond: number | undefined): Promise<void>;
}

/** One direction of the line: all connections wait for it in turn, piece by piece. */
function createLane(): Lane {
  let freeAtMs = 0;
  return {
    carry: async (bytes, bytesPerSecond) => {
      if (bytesPerSecond === undefined) return;
      const nowMs = performance.now();
      freeAtMs = Math.max(freeAtMs, nowMs) + (bytes / bytesPerSecond) * 1000;
      // timers are late by a millisecond or two: what is lost so is made up by the next piece
      if (freeAtMs - nowMs > 2) await wait(freeAtMs - nowMs);
    },
  };
}

async function wait(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

async function listenOn(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
