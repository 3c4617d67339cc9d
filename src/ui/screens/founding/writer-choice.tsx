/** Who writes the lines of the books: the committee itself, or the officer to show how (rule 4 of the letter). */
import { useApp, useText } from '../../app-context.ts';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { writerKey, type Writer } from '../../money-sheets.ts';
import { useDraft } from '../../use-draft.ts';

/** Kept per meeting; until somebody says otherwise it is whoever is signed in on this phone. */
export function useWriter(meeting: string): { readonly writtenBy: Writer; readonly setWriter: (writtenBy: Writer) => void } {
  const { me } = useApp();
  const own: Writer = me.grants.some((grant) => grant.role === 'committee') ? 'committee' : 'officer';
  const draft = useDraft<{ writtenBy: Writer }>(writerKey(meeting), { writtenBy: own });
  return {
    writtenBy: draft.value?.writtenBy ?? own,
    setWriter: (writtenBy) => {
      draft.set({ writtenBy });
      void draft.flush();
    },
  };
}

export function WriterChoice({ writtenBy, onChoose }: { writtenBy: Writer; onChoose: (writtenBy: Writer) => void }) {
  const t = useText();
  return (
    <SegmentedControl
      label={t('money.writer')}
      hint={t('money.writer-hint')}
      value={writtenBy}
      onChoose={onChoose}
      choices={[
        { value: 'committee', label: t('money.writer-committee') },
        { value: 'officer', label: t('money.writer-officer') },
      ]}
    />
  );
}
