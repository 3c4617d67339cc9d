/** Where `PHOTO_STORE` says that pictures lie: nothing, in files under DATA_DIR; `s3://bucket/prefix?endpoint=…&region=…`, in an object store. */
import { join } from 'node:path';
import { photoFolder } from './backup-manifest.ts';
import { everyMinute, oneLookAtATime } from './every-minute.ts';
import { newId } from './ids.ts';
import { describeError } from './log.ts';
import type { Office } from './office.ts';
import { markName, type PhotoStore } from './photo-store.ts';
import { openPhotoFiles } from './photo-store-files.ts';
import { StoreProblem, type Tables } from './store/store.ts';

export interface BucketPlace {
  readonly bucket: string;
  /** empty, or ends with `/` */
  readonly prefix: string;
  /** `undefined` for the one that belongs to the region */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const form = 's3://bucket/prefix?endpoint=https://host:port&region=name';

/**
 * @returns `undefined` for files
 * @throws Error with a sentence for whoever set PHOTO_STORE
 */
export function readPhotoPlace(env: Readonly<Record<string, string | undefined>>): BucketPlace | undefined {
  const text = env['PHOTO_STORE'] ?? '';
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // what stands before an @ would be a key in a place that is printed and logged
  if (url?.protocol !== 's3:' || url.host === '' || url.username !== '') throw new Error(`PHOTO_STORE is not of the form ${form}`);
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'endpoint' && name !== 'region');
  if (unknown !== undefined) throw new Error(`PHOTO_STORE has "${unknown}", which nobody knows; its form is ${form}`);
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  const region = url.searchParams.get('region') ?? (endpoint === undefined ? undefined : 'us-east-1');
  if (region === undefined) throw new Error('PHOTO_STORE names neither an endpoint nor a region');
  if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)))
    throw new Error('the endpoint in PHOTO_STORE is not an address like https://host:port');
  const accessKeyId = env['AWS_ACCESS_KEY_ID'] ?? '';
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'] ?? '';
  if (accessKeyId === '' || secretAccessKey === '')
    throw new Error('PHOTO_STORE needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment');
  const folder = url.pathname.replaceAll(/^\/+|\/+$/g, '');
  return { bucket: url.host, prefix: folder === '' ? '' : `${folder}/`, endpoint, region, accessKeyId, secretAccessKey };
}

/** in the store: the name of the place that all servers on it keep pictures in */
export const placeSetting = 'picture-place';

/**
 * All servers on one database must keep pictures in one place, or each would have others: the first one's place is marked, and a place without
 * that mark is refused. One that cannot be reached now is asked again each minute: records need no pictures.
 *
 * @param where of the place, for people
 * @param end called with the sentence when a place that is reached later is another one
 * @returns a way to stop asking
 * @throws Error with a sentence for whoever set DATA_DIR or PHOTO_STORE
 */
export async function keepOnePlace(office: Office, where: string, end: (sentence: Error) => void): Promise<() => void> {
  if (await isOnePlace(office, where)) return () => undefined;
  const look = oneLookAtATime(office, 'picture-place-failed', async () => {
    try {
      if (await isOnePlace(office, where)) stop();
    } catch (error) {
      if (!(error instanceof OtherPlace)) throw error;
      stop();
      end(error);
    }
  });
  const stop = everyMinute(look);
  return stop;
}

class OtherPlace extends Error {}

/** @returns false while nobody can know */
async function isOnePlace({ store, photoStore, clock, random, log }: Office, where: string): Promise<boolean> {
  let id = await store.read((tables) => tables.office.setting(placeSetting));
  try {
    if (id === undefined) {
      const own = newId(clock, random);
      // first the mark: an id that is in the store is one that some place has
      await photoStore.mark(own);
      id = await store.write((tables) => settle(tables, own));
    }
    if (await photoStore.isMarked(id)) return true;
  } catch (error) {
    if (!(error instanceof StoreProblem)) throw error;
    log('picture-place-unknown', { error: describeError(error) });
    return false;
  }
  throw new OtherPlace(
    `this database has its pictures in another place: there is no ${markName(id)} in ${where}. Give every server the same PHOTO_STORE, or the same folder as DATA_DIR/photos; when the pictures were moved here, bring that file along`,
  );
}

/** Whether the pictures of this office are looked for where its servers keep them; a place that does not answer is not known to be. */
export async function hasOwnPlace({ store, photoStore }: Pick<Office, 'store' | 'photoStore'>): Promise<boolean> {
  const id = await store.read((tables) => tables.office.setting(placeSetting));
  return id === undefined || photoStore.isMarked(id).catch(() => false);
}

/** Of several that start together the first one's counts. */
async function settle({ office }: Tables, own: string): Promise<string> {
  const first = await office.setting(placeSetting);
  if (first === undefined) await office.set(placeSetting, own);
  return first ?? own;
}

/** For people: where it is. */
export function describePlace(place: BucketPlace | undefined, dataDir: string): string {
  return place === undefined ? join(dataDir, photoFolder) : `s3://${place.bucket}/${place.prefix}`;
}

/** @param reserveBytes of the disk that files leave free */
export async function openPhotoStore(place: BucketPlace | undefined, dataDir: string, reserveBytes: number): Promise<PhotoStore> {
  if (place === undefined) return openPhotoFiles(join(dataDir, photoFolder), reserveBytes);
  // the client is large, and most offices keep files
  const { openPhotoBucket } = await import('./photo-store-s3.ts');
  return openPhotoBucket(place);
}
