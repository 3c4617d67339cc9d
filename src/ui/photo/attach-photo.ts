/**
 * One file into the group's records: made small, kept on the phone, then recorded; in this order, so that a record never lacks its picture.
 * What is to be recorded is written down first, so that a page that dies in between never leaves a picture without its record.
 * A photo of something that is still a form waits beside the form's draft.
 */
import type { PayloadOf } from '../../domain/operation.ts';
import type { PhoneStore } from '../../storage/phone-store.ts';
import type { PreparedPhoto } from '../../storage/photo-shrink.ts';
import { StoreProblem } from '../../storage/store-problem.ts';
import type { Recorder } from '../app-context.ts';
import { addPending, dropPending, hasSubject, inTurn } from './pending-photos.ts';

export type PhotoPurpose = PayloadOf<'photo.attach'>['for'];

export interface AttachTools {
  readonly store: PhoneStore;
  readonly recorder: Recorder;
  readonly shrinkPhoto: (file: File) => Promise<PreparedPhoto>;
  readonly nowMs: () => number;
  /** asks for a round of sending; never waits for it */
  readonly wake: (reason: 'save') => void;
}

export interface Refusal {
  readonly code: 'photo-too-large' | 'photo-too-many-pixels' | 'photo-unreadable' | 'photo-full' | 'photo-failed';
  readonly bytes: number;
}
export type AttachOutcome = { readonly kind: 'kept' } | { readonly kind: 'same' } | ({ readonly kind: 'refused' } & Refusal);

/** Never throws; resolves `kept` only after the commit of the picture and of what is to be recorded about it. */
export async function attachPhoto(file: File, g: string, purpose: PhotoPurpose, tools: AttachTools): Promise<AttachOutcome> {
  const { store, recorder, shrinkPhoto, nowMs, wake } = tools;
  const refused = (code: Refusal['code'], bytes = file.size) => ({ kind: 'refused' as const, code, bytes });
  try {
    const photo = await shrinkPhoto(file);
    if (!photo.ok) return refused(photo.problem, photo.bytes);
    const { sha, mime, full, thumb, thumbSha, width, height } = photo;
    const before = await store.row<'photo'>(g, `photo:${sha}`);
    if (before !== undefined && before.withdrawn === undefined) {
      // the way back for a picture whose sending had failed
      if (!(await hasFailed(store, g, sha))) return { kind: 'same' };
      await store.putPhoto({ sha, group: g, mime, full, thumb, thumbSha, addedAt: nowOf(nowMs) });
      wake('save');
      return { kind: 'kept' };
    }
    const payload: PayloadOf<'photo.attach'> = {
      sha,
      mime,
      bytes: full.byteLength,
      w: width,
      h: height,
      thumb: { sha: thumbSha, bytes: thumb.byteLength },
      for: purpose,
      takenAt: takenAt(file, nowMs()),
    };
    const at = nowOf(nowMs);
    if (!(await hasSubject(store, g, purpose))) {
      await addPending(store, { g, at, payload }, { full, thumb });
      return { kind: 'kept' };
    }
    return await inTurn(async () => {
      await addPending(store, { g, at, payload });
      try {
        await store.putPhoto({ sha, group: g, mime, full, thumb, thumbSha, addedAt: at });
      } catch (error) {
        await dropPending(store, g, sha).catch(() => undefined);
        throw error;
      }
      try {
        await recorder.save([recorder.act('photo.attach', payload)]);
        await dropPending(store, g, sha);
      } catch {
        // picture and note are on the disk: the record is written with the next pending ones
      }
      return { kind: 'kept' };
    });
  } catch (error) {
    return refused(error instanceof StoreProblem && error.code === 'quota' ? 'photo-full' : 'photo-failed');
  }
}

async function hasFailed(store: PhoneStore, g: string, sha: string): Promise<boolean> {
  return (await store.photosQueued()).some((photo) => photo.group === g && photo.sha === sha && photo.state === 'failed');
}

const nowOf = (nowMs: () => number): string => new Date(nowMs()).toISOString();

/** The file's own time, taken before its camera data is thrown away; a file from the future or without a time counts as now. */
function takenAt(file: File, nowMs: number): string {
  return new Date(file.lastModified > 0 && file.lastModified <= nowMs ? file.lastModified : nowMs).toISOString();
}

export function isFor(one: PhotoPurpose, other: PhotoPurpose): boolean {
  return one.kind === other.kind && one.id === other.id && one.step === other.step;
}

/** `10.4`, in millions of bytes as the limit is. */
export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
