/** Photos: after their records, thumbs first, then the smallest; up to three at once, in pieces, from where the office stands. */
import { photoLimits, photoPath, uploadLength, uploadOffset } from '../protocol/photo.ts';
import type { NextPhoto } from '../storage/phone-internals.ts';
import type { SenderOptions } from './sender.ts';
import { type Answered, type Failed, send } from './transport.ts';

const mostRestarts = 3;
/** on a line with long round trips one alone would mostly wait */
const mostAtOnce = 3;
/** so many bytes of pictures are in memory at most, however many wait; one that is larger goes alone */
const mostBytesAtHand = 4_000_000;
/** until the line has shown what it carries */
const firstPieceBytes = 64 * 1024;
/** a piece that took less may be larger next time, one that took more is smaller: a record never waits long behind one */
const fastMs = 3_000;
const slowMs = 8_000;
/** long enough for a page that died between a picture and its record to be opened again and write the record */
const recordMayComeMs = 24 * 3_600_000;

export interface PhotoUpload {
  /**
   * @param records sends what was recorded meanwhile, before every piece: a photo never makes a record wait
   * @returns why it stopped early; photos that only wait for their record or for the officer's choice are no failure
   */
  run(count: (sent: number) => void, records: () => Promise<Failed | undefined>): Promise<Failed | undefined>;
}

/** `wait`: not now, others may go on · `halt`: the round is over */
type Sent = 'done' | 'wait' | 'again' | 'halt' | Failed;

/** What the pictures under way share. */
interface Round {
  /** sends what was recorded meanwhile; those who ask at the same time wait for the same */
  readonly records: () => Promise<Failed | undefined>;
  /** why no further piece is sent: a failure, the officer's choice, or a store that broke */
  halted: Failed | 'choice' | 'broken' | undefined;
}

export function createPhotoUpload(options: SenderOptions): PhotoUpload {
  const { phone, net } = options;
  // what the line carried last time, kept between rounds
  let pieceBytes = firstPieceBytes;
  let lanes = mostAtOnce;
  const shrink = () => {
    pieceBytes = Math.max(photoLimits.smallestPieceBytes, Math.floor(pieceBytes / 2));
  };
  /** A line that broke is tried with one picture: each connection that is left hanging costs a time-out of its own. */
  const broke = () => {
    shrink();
    lanes = 1;
  };
  const learn = (tookMs: number) => {
    if (tookMs > slowMs) shrink();
    else if (tookMs < fastMs) pieceBytes = Math.min(photoLimits.pieceBytes, pieceBytes * 2);
  };

  const mayGo = async (): Promise<boolean> => {
    const choice = await phone.photoChoice();
    return choice === 'always' || (choice === 'wifi' && options.isWifi?.() === true);
  };
  const offsetOf = (answer: Pick<Answered, 'headers'>): number | undefined => {
    const value = answer.headers.get(uploadOffset);
    return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
  };
  /** The office does not know the picture: its record may still be on its way, or not be written yet; a day later somebody must look. */
  const withoutRecord = async (photo: NextPhoto): Promise<Sent> => {
    const isOld = net.nowMs() - Date.parse(photo.addedAt) > recordMayComeMs;
    if (isOld && !(await phone.hasPhotoRecord(photo.group, photo.sha)) && !(await phone.hasQueued())) await phone.photoFailed(photo);
    return 'wait';
  };
  const startOver = async (photo: NextPhoto): Promise<Sent> => {
    if (photo.restarts < mostRestarts) {
      await phone.photoRestarted(photo);
      return 'again';
    }
    await phone.photoFailed(photo);
    return 'wait';
  };

  /** Before every piece and every picture: records first, and only while nothing speaks against it. */
  const mayGoOn = async (round: Round): Promise<boolean> => {
    if (round.halted !== undefined) return false;
    const stopped = await round.records();
    if (stopped !== undefined) round.halted ??= stopped;
    else if (!(await mayGo())) round.halted ??= 'choice';
    return round.halted === undefined;
  };

  const sendPhoto = async (photo: NextPhoto, round: Round): Promise<Sent> => {
    const path = photoPath(photo.group, photo.sha, photo.part);
    const asked = await send(net, path, { method: 'HEAD' });
    if (!asked.ok && (asked.problem === 'no-record-yet' || asked.problem === 'not-found')) return withoutRecord(photo);
    if (!asked.ok) return afterFailure(asked, photo);
    const bytes = await phone.photoBytes(photo);
    if (bytes === undefined) return 'wait';
    let offset = offsetOf(asked) ?? 0;
    let misplaced = 0;
    while (offset < bytes.byteLength) {
      if (!(await mayGoOn(round))) return 'halt';
      const piece = new Uint8Array(bytes, offset, Math.min(pieceBytes, bytes.byteLength - offset));
      const beginMs = net.nowMs();
      const answer = await send(net, path, {
        method: 'PATCH',
        headers: {
          'Content-Type': 'application/offset+octet-stream',
          [uploadOffset]: String(offset),
          [uploadLength]: String(bytes.byteLength),
        },
        body: piece,
      });
      const stands = offsetOf(answer);
      if (answer.ok) {
        const next = stands ?? offset + piece.byteLength;
        if (next <= offset && (misplaced += 1) > mostRestarts) return startOver(photo);
        offset = next;
        // the last one may be a few bytes: it says nothing about the line
        if (piece.byteLength >= photoLimits.smallestPieceBytes) learn(net.nowMs() - beginMs);
        lanes = Math.min(mostAtOnce, lanes + 1);
        await phone.photoProgress(photo, Math.min(offset, bytes.byteLength));
        continue;
      }
      if (answer.problem === 'wrong-offset' && stands !== undefined && (misplaced += 1) <= mostRestarts) {
        offset = stands;
        continue;
      }
      return afterFailure(answer, photo);
    }
    await phone.photoDone(photo);
    return 'done';
  };

  const afterFailure = async (failure: Failed, photo: NextPhoto): Promise<Sent> => {
    switch (failure.problem) {
      case 'wrong-hash':
      case 'wrong-offset':
        return startOver(photo);
      case 'no-record-yet':
      case 'not-found':
        return withoutRecord(photo);
      case 'too-large':
      case 'unsupported-media':
      case 'bad-request':
        await phone.photoFailed(photo);
        return 'wait';
      case 'no-signal':
        broke();
        return failure;
      default:
        return failure;
    }
  };

  return {
    run: async (count, records) => {
      let asking: Promise<Failed | undefined> | undefined;
      const round: Round = {
        halted: undefined,
        records: async () => {
          asking ??= records().finally(() => {
            asking = undefined;
          });
          return asking;
        },
      };
      const skip = new Set<string>();
      const underWay = new Map<string, { readonly bytes: number; readonly done: Promise<void> }>();
      let isCrowded = false;

      const carry = async (photo: NextPhoto, name: string) => {
        const sent = await sendPhoto(photo, round);
        underWay.delete(name);
        if (sent === 'done') count(1);
        if (sent === 'wait') skip.add(name);
        if (typeof sent !== 'object') return;
        // too many at once for the office: this one comes again when those under way are through
        if (sent.problem === 'busy' && underWay.size > 0) isCrowded = true;
        else round.halted ??= sent;
      };
      const hasRoom = (bytes: number): boolean => {
        const atHand = [...underWay.values()].reduce((sum, each) => sum + each.bytes, 0);
        return underWay.size === 0 || atHand + bytes <= mostBytesAtHand;
      };
      const startNext = async (): Promise<boolean> => {
        if (underWay.size >= (isCrowded ? 1 : lanes) || !(await mayGoOn(round))) return false;
        const photo = await phone.nextPhoto(new Set([...skip, ...underWay.keys()]));
        if (photo === undefined || !hasRoom(photo.bytes)) return false;
        const name = `${photo.group}|${photo.sha}|${photo.part}`;
        // begins after it is on the list, from which it takes itself
        const done = Promise.resolve().then(async () => carry(photo, name));
        underWay.set(name, { bytes: photo.bytes, done });
        return true;
      };

      try {
        for (;;) {
          if (await startNext()) continue;
          if (underWay.size === 0) break;
          await Promise.race([...underWay.values()].map(({ done }) => done));
        }
      } catch (error) {
        // nothing goes on behind the back of the next round
        round.halted = 'broken';
        await Promise.allSettled([...underWay.values()].map(({ done }) => done));
        throw error;
      }
      if (typeof round.halted === 'object') return round.halted;
      if (round.halted !== undefined) return undefined;
      await phone.tidyPhotos();
      return undefined;
    },
  };
}
