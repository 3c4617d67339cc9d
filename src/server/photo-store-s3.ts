/**
 * Pictures as objects in a store that speaks S3: `<group>/<sha>` when whole, until then its pieces `<sha>.part/<offset>-<bytes>`.
 *
 * A piece is an object of its own: phones send less than the smallest part of a multipart upload, and so whichever process gets the next one needs
 * to know nothing. Pieces that overlap are no harm: they are of one picture or its hash is wrong, and where an upload stands never goes back.
 */
import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { InLine } from './in-line.ts';
import type { BucketPlace } from './photo-place.ts';
import { checkedName, markName, type PhotoKey, type PhotoStore } from './photo-store.ts';
import { StoreProblem } from './store/store.ts';

/** of a piece in memory; what a phone sends at once is usually smaller */
const pieceBytes = 1024 * 1024;
/** whole pictures in memory while they are put together */
const wholeAtOnce = 4;

interface Piece {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

export function openPhotoBucket({ bucket, prefix, endpoint, region, accessKeyId, secretAccessKey }: BucketPlace): PhotoStore {
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // what stores other than Amazon's do not all understand
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      socketTimeout: 60_000,
      // a picture that is read slowly holds one: as many as there are requests
      httpAgent: { maxSockets: Number.POSITIVE_INFINITY },
      httpsAgent: { maxSockets: Number.POSITIVE_INFINITY },
    },
  });
  const wholes = new InLine(wholeAtOnce, Number.POSITIVE_INFINITY);
  const whole = ({ group, sha }: PhotoKey): string => `${prefix}${checkedName(group)}/${checkedName(sha)}`;
  const parts = (key: PhotoKey): string => `${whole(key)}.part/`;
  const at = (name: string) => ({ Bucket: bucket, Key: name });

  const piecesOf = async (key: PhotoKey): Promise<readonly Piece[]> => {
    const pieces: Piece[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: parts(key) }))
      for (const { Key: name = '' } of Contents) {
        const [, offset, bytes] = /\/(\d+)-(\d+)$/.exec(name) ?? [];
        if (offset !== undefined) pieces.push({ name, offset: Number(offset), bytes: Number(bytes) });
      }
    return pieces;
  };
  const put = (name: string, bytes: Uint8Array, sha: string) =>
    // a store that knows the header compares the hash as well
    asked(client.send(new PutObjectCommand({ ...at(name), Body: bytes, ChecksumSHA256: Buffer.from(sha, 'hex').toString('base64') })));
  const remove = (name: string) => asked(client.send(new DeleteObjectCommand(at(name))));
  const read = (name: string, most?: number) =>
    found(
      client
        .send(new GetObjectCommand({ ...at(name), ...(most !== undefined && { Range: `bytes=0-${most - 1}` }) }))
        .then(async ({ Body }) => Body?.transformToByteArray()),
    );
  const has = async (key: PhotoKey): Promise<boolean> => (await found(client.send(new HeadObjectCommand(at(whole(key)))))) !== undefined;
  const drop = async (key: PhotoKey): Promise<void> => {
    for (const { name } of await asked(piecesOf(key))) await remove(name);
  };

  /** @returns `undefined` when there is nothing, or a piece went while it was read: another process is ahead */
  const join = async (key: PhotoKey, most = Number.POSITIVE_INFINITY): Promise<Buffer | undefined> => {
    const joined: Uint8Array[] = [];
    let size = 0;
    for (const { name, offset } of inOrder(await asked(piecesOf(key)))) {
      if (size >= most) break;
      const bytes = await read(name);
      if (bytes === undefined) return undefined;
      joined.push(bytes.subarray(size - offset));
      size = offset + bytes.length;
    }
    return size === 0 ? undefined : Buffer.concat(joined);
  };

  return {
    offset: async (key) => {
      const last = inOrder(await asked(piecesOf(key))).at(-1);
      return last === undefined ? 0 : last.offset + last.bytes;
    },
    has,
    append: async (key, offset, source, most) => {
      let reached = offset;
      let overrun = false;
      let held: Uint8Array[] = [];
      const laid: string[] = [];
      const lay = async (): Promise<void> => {
        const bytes = Buffer.concat(held);
        if (bytes.length === 0) return;
        const name = `${parts(key)}${reached - bytes.length}-${bytes.length}`;
        held = [];
        await put(name, bytes, createHash('sha256').update(bytes).digest('hex'));
        laid.push(name);
      };
      try {
        for await (const piece of source) {
          if (reached + piece.length > most) {
            overrun = true;
            break;
          }
          held.push(piece);
          reached += piece.length;
          if (held.reduce((sum, { length }) => sum + length, 0) >= pieceBytes) await lay();
        }
      } catch (error) {
        // the line broke: what came before stays, so that the phone goes on from there; a store that does not answer is another matter
        if (error instanceof StoreProblem) throw error;
      }
      if (overrun) for (const name of laid) await remove(name);
      else await lay();
      return { offset: overrun ? offset : reached, overrun };
    },
    head: async (key, most) => {
      const bytes = (await read(whole(key), most)) ?? (await join(key, most));
      if (bytes === undefined) throw new StoreProblem('busy', undefined);
      return bytes.subarray(0, most);
    },
    finish: (key) =>
      wholes.during(async () => {
        const bytes = await join(key);
        // another process got the same last piece and was first
        if (bytes === undefined && (await has(key))) return true;
        if (bytes === undefined) throw new StoreProblem('busy', undefined);
        const isRight = createHash('sha256').update(bytes).digest('hex') === key.sha;
        if (isRight) await put(whole(key), bytes, key.sha);
        await drop(key);
        return isRight;
      }),
    drop,
    remove: async (key) => {
      await drop(key);
      await remove(whole(key));
    },
    open: async (key) => {
      const object = await found(client.send(new GetObjectCommand(at(whole(key)))));
      if (object?.Body === undefined || object.ContentLength === undefined) return undefined;
      return { bytes: object.ContentLength, stream: object.Body.transformToWebStream() as ReadableStream<Uint8Array> };
    },
    mark: async (id) => void (await put(prefix + markName(id), new Uint8Array(), createHash('sha256').digest('hex'))),
    isMarked: async (id) => (await found(client.send(new HeadObjectCommand(at(prefix + markName(id)))))) !== undefined,
    check: async () => void (await asked(client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 })))),
  };
}

/** Those that reach further than the ones before, from the first byte to the first hole. */
function inOrder(pieces: readonly Piece[]): readonly Piece[] {
  let reached = 0;
  return [...pieces]
    .sort((one, other) => one.offset - other.offset)
    .filter(({ offset, bytes }) => {
      const isNext = offset <= reached && offset + bytes > reached;
      if (isNext) reached = offset + bytes;
      return isNext;
    });
}

/** Whatever a store says besides yes is a moment's trouble for a phone; the log and `/readyz` tell the operator. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const isFull = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 507;
    throw new StoreProblem(isFull ? 'full' : 'busy', error);
  }
}

/** @returns `undefined` when there is no such object */
async function found<T>(answer: Promise<T>): Promise<T | undefined> {
  return asked(
    answer.catch((error: unknown) => {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
      throw error;
    }),
  );
}
