/** A form's values kept on the phone while they are typed, so that a killed page or a camera loses nothing. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from './app-context.ts';

const saveAfterMs = 300;

export interface Draft<T> {
  readonly key: string;
  /** `undefined` while the kept draft is being read */
  readonly value: T | undefined;
  /** true when the form opened with values somebody had typed before */
  readonly resumed: boolean;
  readonly set: (change: Partial<T>) => void;
  /** writes at once; wait for it before a camera opens */
  readonly flush: () => Promise<void>;
  /**
   * Forgets the draft after its values were recorded. Never rejects: by then they are saved, and a draft that stays behind comes back with
   * the same ids, so that recording it again adds nothing.
   */
  readonly drop: () => Promise<void>;
  /** the id of what this form makes, the same at every press and after a killed page, until the draft is dropped */
  readonly idOf: (what: string) => string;
}

type Ids = Readonly<Record<string, string>>;
/** beside the form's own fields on the disk, where no field has such a name */
const idsField = '$ids';

/** @param key one per form and record, for example `intake:<group>` */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const { store, newId } = useApp();
  const [state, setState] = useState<{ value: T; resumed: boolean }>();
  const latest = useRef<T>(initial);
  const ids = useRef<Ids>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** typed while the kept draft was still being read: it stands above what is read */
  const early = useRef<Partial<T> | undefined>({});

  const toKeep = () => ({ ...latest.current, ...(Object.keys(ids.current).length === 0 ? {} : { [idsField]: ids.current }) });

  useEffect(() => {
    let current = true;
    if (Object.keys(early.current ?? {}).length === 0) setState(undefined);
    ids.current = {};
    const open = (kept: object | undefined) => {
      if (!current) return;
      const { [idsField]: knownIds = {}, ...values } = (kept ?? {}) as { [idsField]?: Ids };
      ids.current = knownIds;
      latest.current = { ...initial, ...values, ...early.current };
      early.current = undefined;
      setState({ value: latest.current, resumed: kept !== undefined });
    };
    // a draft that cannot be read must not keep the form shut
    store.draft(key).then(
      (kept) => open(kept as object | undefined),
      () => open(undefined),
    );
    return () => {
      current = false;
      early.current = {};
      if (timer.current !== undefined) {
        clearTimeout(timer.current);
        timer.current = undefined;
        void store.saveDraft(key, toKeep()).catch(() => undefined);
      }
    };
    // `initial` only matters when the form opens
  }, [store, key]);

  const flush = async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    await store.saveDraft(key, toKeep());
  };
  return {
    key,
    value: state?.value,
    resumed: state?.resumed ?? false,
    set: (change) => {
      if (early.current !== undefined) early.current = { ...early.current, ...change };
      latest.current = { ...latest.current, ...change };
      setState((before) => ({ value: latest.current, resumed: before?.resumed ?? false }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush().catch(() => undefined), saveAfterMs);
    },
    flush,
    drop: async () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      latest.current = initial;
      ids.current = {};
      setState({ value: initial, resumed: false });
      await store.dropDraft(key).catch(() => undefined);
    },
    idOf: (what) => {
      const known = ids.current[what];
      if (known !== undefined) return known;
      const id = newId();
      ids.current = { ...ids.current, [what]: id };
      // on its way to the disk before the record is
      void flush().catch(() => undefined);
      return id;
    },
  };
}
