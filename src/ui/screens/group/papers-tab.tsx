/** The papers of one group: the letter's ten documents with their state, what can be printed, and the photos. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { documentsOfPhase, type WorkflowDocument } from '../../../content/workflow.ts';
import type { AccountBookKey, DocumentKey } from '../../../domain/vocabulary.ts';
import type { DocumentState, GroupRow } from '../../../domain/row.ts';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useWords } from '../../words/use-words.ts';
import { PhotoAttach, PhotoGrid } from '../../photo-attach.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { useReadsOnly } from './books-gate.tsx';
import { PrintList } from './print-list.tsx';

type PaperKey = DocumentKey | AccountBookKey;
interface Paper {
  readonly key: PaperKey;
  readonly title: string;
  readonly short: string;
  readonly number: string;
}

const documentStates: readonly DocumentState[] = ['none', 'have', 'printed', 'started'];

export function PapersTab({ group }: { group: GroupRow }) {
  const t = useText();
  const { say } = useWords();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const readsOnly = useReadsOnly(group);
  const [ticking, setTicking] = useState<Paper>();
  const photos = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (location.hash === '#photos') photos.current?.scrollIntoView();
  }, []);

  const stateOf = (key: PaperKey): DocumentState => group.documents[key] ?? 'none';

  const tick = async (key: PaperKey, state: DocumentState) => {
    const before = stateOf(key);
    const record = (to: DocumentState) => recorder.save([recorder.act('document.tick', { document: key, state: to })]);
    if (state === before || !(await saving.run(() => record(state)))) return;
    setTicking(undefined);
    showToast({ text: t('group.papers.ticked'), icon: 'check', undo: { label: t('common.undo'), onUndo: () => void record(before) } });
  };

  const papersOf = (document: WorkflowDocument): Paper[] => [
    { key: document.key, title: say(document.title), short: say(document.short), number: String(document.number) },
    ...(document.books ?? []).map((book) => ({ key: book.key, title: say(book.title), short: say(book.title), number: '' })),
  ];
  const listOf = (phase: WorkflowDocument['phase']) => {
    const papers = documentsOfPhase(phase).flatMap(papersOf);
    const ready = papers.filter((paper) => stateOf(paper.key) !== 'none').length;
    return (
      <Section
        title={t(`group.papers.${phase}`)}
        action={<span class="quiet small">{t('group.papers.ready', { n: ready, of: papers.length })}</span>}
      >
        <List>
          {papers.map((paper) => (
            <ListRow
              key={paper.key}
              onPress={readsOnly ? undefined : () => setTicking(paper)}
              leading={<span class="row-number">{paper.number}</span>}
              title={paper.short}
              trailing={<PaperTag state={stateOf(paper.key)} />}
              chevron={false}
            />
          ))}
        </List>
      </Section>
    );
  };

  return (
    <>
      <SavingProblem saving={saving} />
      {listOf('founding')}
      {listOf('after-founding')}
      <PrintList g={group.id} />
      <div id="photos" class="anchor" ref={photos}>
        <Section title={t('group.papers.photos', { n: group.photos })}>
          <GroupPhotos group={group} />
          <PhotoAttach g={group.id} for={{ kind: 'group' }} />
        </Section>
      </div>
      <BottomSheet
        open={ticking !== undefined}
        onClose={() => setTicking(undefined)}
        title={ticking?.title ?? ''}
        closeLabel={t('common.close')}
      >
        {ticking && (
          <ChoiceGroup
            label={t('group.papers.state')}
            choices={documentStates.map((state) => ({
              value: state,
              label: t(`group.document.${state}`),
              detail: t(`group.document.${state}.what`),
            }))}
            value={stateOf(ticking.key)}
            onChoose={(state) => void tick(ticking.key, state)}
          />
        )}
      </BottomSheet>
    </>
  );
}

/** What belongs to steps, visits and meetings, newest first; photos of the group itself are shown by the piece that attaches them. */
function GroupPhotos({ group }: { group: GroupRow }) {
  const t = useText();
  const { day } = useWords();
  const shown = (useRows(group.id, 'photo') ?? [])
    .filter((photo) => photo.withdrawn === undefined && photo.for.kind !== 'group')
    .sort((a, b) => b.at.localeCompare(a.at));
  if (shown.length === 0) return null;
  return (
    <PhotoGrid
      g={group.id}
      photos={shown}
      label={t('group.papers.photos', { n: shown.length })}
      captionOf={(photo) => (
        <>
          {photo.for.step === undefined ? t(`group.photo.of.${photo.for.kind}`) : t('group.photo.of-step', { step: photo.for.step })}
          <br />
          <span class="quiet">{day(civilDateInThailand(Date.parse(photo.takenAt ?? photo.at)))}</span>
        </>
      )}
    />
  );
}

function PaperTag({ state }: { state: DocumentState }) {
  const t = useText();
  if (state === 'none') return <span class="quiet small">{t('group.document.none')}</span>;
  return (
    <Tag tone={state === 'started' ? 'done' : 'plain'} icon={state === 'started' ? 'check' : state === 'printed' ? 'print' : 'file'}>
      {t(`group.document.${state}`)}
    </Tag>
  );
}
