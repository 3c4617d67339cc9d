/** A form that shows what is recorded until somebody changes it; the change is kept on the phone until it is recorded too. */
import { useRef } from 'preact/hooks';
import { useDraft } from '../../use-draft.ts';

export interface RecordedForm<T> {
  readonly key: string;
  /** `undefined` while the kept draft is being read */
  readonly value: T | undefined;
  /** somebody changed it since it was last recorded */
  readonly isChanged: boolean;
  readonly set: (change: Partial<T>) => void;
  readonly flush: () => Promise<void>;
  /** back to what is recorded */
  readonly drop: () => Promise<void>;
}

/** @param recorded what the rows say now; it may change while the form is open and is then shown, unless the form was changed here */
export function useRecordedForm<T extends object>(key: string, recorded: T): RecordedForm<T> {
  const draft = useDraft<{ values?: T }>(key, {});
  const changed = draft.value?.values;
  const latest = useRef<T>(recorded);
  latest.current = changed ?? recorded;
  return {
    key,
    value: draft.value === undefined ? undefined : latest.current,
    isChanged: changed !== undefined,
    set: (change) => {
      latest.current = { ...latest.current, ...change };
      draft.set({ values: latest.current });
    },
    flush: draft.flush,
    drop: draft.drop,
  };
}
