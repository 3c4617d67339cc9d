/** The checks of "ready to go", each really done on this phone with the network cut by the worker (I01). They tell codes, not sentences. */
import { loadPaper, paperKeys } from '../../../content/papers.ts';
import type { Translate } from '../../../content/text.ts';
import type { ThisPhone } from '../../boot/this-phone.ts';
import { screenPieces } from './screen-pieces.ts';

export const checkKeys = ['start', 'screens', 'groups', 'draft', 'paper', 'camera', 'photo', 'persisted', 'room', 'fonts'] as const;
export type CheckKey = (typeof checkKeys)[number];

/** `note`: worth knowing, the day still works */
export interface CheckResult {
  readonly state: 'ok' | 'note' | 'failed';
  readonly word: string;
  readonly values?: Readonly<Record<string, number | string>>;
}

export interface CheckTools {
  readonly phone: ThisPhone;
  /** a picture as a camera would make it */
  readonly makePicture: () => Promise<File>;
  readonly loadFont: (font: string, text: string) => Promise<readonly unknown[]>;
  readonly hasCameraInput: () => boolean;
  readonly t: Translate;
}

type Check = (tools: CheckTools) => Promise<CheckResult>;

const ok = (values?: CheckResult['values']): CheckResult => ({ state: 'ok', word: 'ok', values });
const failed = (values?: CheckResult['values']): CheckResult => ({ state: 'failed', word: 'failed', values });
const roomBytes = 4_000_000;

const checkByKey: Record<CheckKey, Check> = {
  start: async ({ phone }) => {
    if (!(await phone.cutNetwork())) return { state: 'failed', word: 'no-worker' };
    return (await phone.canStart()) ? ok() : failed();
  },
  screens: async ({ phone }) => {
    await phone.cutNetwork();
    const loaded = await Promise.all(screenPieces.map((load) => load().then(Boolean, () => false)));
    const missing = loaded.filter((isThere) => !isThere).length;
    return missing === 0 ? ok({ n: loaded.length }) : failed({ n: missing });
  },
  groups: async ({ phone: { store } }) => {
    const groups = await store.groups();
    if (groups.length === 0) return { state: 'note', word: 'none' };
    let members = 0;
    for (const { id } of groups) {
      members += (await store.rows(id, 'member')).length;
      await store.rows(id, 'meeting');
    }
    return ok({ n: groups.length, members });
  },
  draft: async ({ phone: { store } }) => {
    const key = 'ready-check:draft';
    const written = { text: phrase, at: Date.now() };
    await store.saveDraft(key, written);
    const read = await store.draft(key);
    await store.dropDraft(key);
    return JSON.stringify(read) === JSON.stringify(written) ? ok() : failed();
  },
  paper: async ({ phone }) => {
    await phone.cutNetwork();
    await Promise.all([import('../../print/print-screen.tsx'), ...paperKeys.map(async (key) => loadPaper(key))]);
    return ok();
  },
  camera: async ({ hasCameraInput }) => (hasCameraInput() ? ok() : { state: 'note', word: 'note' }),
  photo: async ({ phone, makePicture }) => {
    await phone.cutNetwork();
    const photo = await phone.shrinkPhoto(await makePicture());
    return photo.ok ? ok({ kb: Math.round(photo.full.byteLength / 1000) }) : failed();
  },
  persisted: async ({ phone }) => ((await phone.facts.isPersisted()) === true ? ok() : { state: 'note', word: 'note' }),
  // what a browser says about free room is not true (sync.md §0.15): it is written and thrown away
  room: async ({ phone: { store } }) => {
    const key = 'ready-check:room';
    try {
      await store.saveDraft(key, 'x'.repeat(roomBytes));
      return ok({ mb: roomBytes / 1_000_000 });
    } finally {
      await store.dropDraft(key).catch(() => undefined);
    }
  },
  fonts: async ({ phone, loadFont, t }) => {
    await phone.cutNetwork();
    const faces = await Promise.all(['400 17px Sarabun', '700 17px Sarabun'].map((font) => loadFont(font, t('common.brand'))));
    return faces.every((found) => found.length > 0) ? ok() : { state: 'note', word: 'failed' };
  },
};

/** any text that a store could garble */
const phrase = '\u0E01\u0E33\u0E49 \u{1F33E} "\\';

/** A check that throws has failed; the others go on. */
export async function runCheck(key: CheckKey, tools: CheckTools): Promise<CheckResult> {
  try {
    return await checkByKey[key](tools);
  } catch {
    return failed();
  }
}
