/** Where pictures' bytes lie, as the rest of the server sees it; nothing here says files or objects. */
export interface PhotoKey {
  readonly group: string;
  /** SHA-256 of the whole picture, hex */
  readonly sha: string;
}

export interface StoredPicture {
  readonly bytes: number;
  readonly stream: ReadableStream<Uint8Array>;
}

/**
 * Every call throws StoreProblem `busy` when the store cannot be reached now, or another process was ahead: whoever asked comes again.
 *
 * Several processes may take pieces of one picture at once. What is whole is always what its hash says and never changes; an unfinished one keeps
 * what any of them has confirmed, until it is dropped because the bytes were not of this picture.
 */
export interface PhotoStore {
  /** bytes kept so far of an unfinished picture */
  offset(key: PhotoKey): Promise<number>;
  /**
   * Writes from `offset` on and makes it durable. When the source breaks off, what had arrived is kept.
   *
   * @param most bytes of the whole picture; more are refused
   * @throws StoreProblem `full` when what is left of the disk is kept for records
   * @returns the new offset; `overrun` when the source had more than fits, and then nothing of this piece was kept
   */
  append(
    key: PhotoKey,
    offset: number,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    most: number,
  ): Promise<{ readonly offset: number; readonly overrun: boolean }>;
  /** the first bytes, for a look at the header */
  head(key: PhotoKey, most: number): Promise<Uint8Array>;
  /** compares the whole with its hash and puts it in its place, durably; on a difference everything kept is dropped */
  finish(key: PhotoKey): Promise<boolean>;
  /** whatever there is of an unfinished one */
  drop(key: PhotoKey): Promise<void>;
  /** the whole picture and whatever there is of an unfinished one */
  remove(key: PhotoKey): Promise<void>;
  has(key: PhotoKey): Promise<boolean>;
  open(key: PhotoKey): Promise<StoredPicture | undefined>;
  /** leaves a mark with this id in the place, beside the pictures */
  mark(id: string): Promise<void>;
  isMarked(id: string): Promise<boolean>;
  /** @throws StoreProblem when no picture could be taken in now */
  check(): Promise<void>;
}

/** Of the mark that tells one place from another; it goes along when pictures are moved. */
export function markName(id: string): string {
  return `place-${checkedName(id)}`;
}

/** A name that is not lower-case hex and dashes would be a bug of ours; it never reaches a store. */
export function checkedName(name: string): string {
  if (!/^[0-9a-f-]{36,64}$/i.test(name)) throw new Error('not the name of a picture');
  return name.toLowerCase();
}
