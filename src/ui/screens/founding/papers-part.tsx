/** The papers of the first day (items 2.6 and 2.7): each book ticked as far as it is, the minutes, and the goals. */
import { documentsOfPhase, workflowDocument } from '../../../content/workflow.ts';
import { accountBookKeys, type AccountBookKey, type DocumentKey } from '../../../domain/vocabulary.ts';
import type { DocumentState } from '../../../domain/row.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { Tag } from '../../parts/tag.tsx';
import { FoundingFrame } from './founding-frame.tsx';
import { startingDocuments } from './founding-parts.ts';
import { GoalsForm } from './goals-form.tsx';
import { MinutesForm } from './minutes-form.tsx';
import { NextPartBar } from './part-actions.tsx';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

const states: readonly DocumentState[] = ['none', 'have', 'printed', 'started'];

export function PapersPart({ founding }: { founding: Founding }) {
  const t = useText();
  const { language } = useApp();
  const { g, group } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const stateOf = (document: DocumentKey | AccountBookKey) => group.documents[document] ?? 'none';
  const tick = (document: DocumentKey | AccountBookKey, state: DocumentState) =>
    void saving.run(() => recorder.save([recorder.act('document.tick', { document, state })]));
  const all = [...startingDocuments, ...accountBookKeys];
  const missing = all.filter((document) => stateOf(document) === 'none');
  const ready = all.length - missing.length;
  const books = workflowDocument('account-books').books ?? [];

  return (
    <FoundingFrame founding={founding} part="papers" actionBar={<NextPartBar g={g} part="papers" />}>
      <SavingProblem saving={saving} />
      <Section
        title={t('founding.papers.documents')}
        action={<Tag tone={ready === all.length ? 'done' : 'plain'}>{`${ready}/${all.length}`}</Tag>}
      >
        <div class="document-section">
          <p class="quiet small">{t('founding.papers.who-writes')}</p>
          {missing.length > 0 && (
            <p>
              <Button
                icon="check"
                onPress={() =>
                  void saving.run(() =>
                    recorder.save(missing.map((document) => recorder.act('document.tick', { document, state: 'have' }))),
                  )
                }
              >
                {t('founding.papers.all', { n: missing.length })}
              </Button>
            </p>
          )}
          <ul class="card card-flush">
            {documentsOfPhase('founding').map((document) => (
              <PaperRow
                key={document.key}
                label={`${document.number}. ${document.title[language]}`}
                state={stateOf(document.key)}
                onState={(state) => tick(document.key, state)}
              />
            ))}
            {books.map((book) => (
              <PaperRow
                key={book.key}
                inner
                label={book.title[language]}
                state={stateOf(book.key)}
                onState={(state) => tick(book.key, state)}
              />
            ))}
          </ul>
        </div>
      </Section>
      <Section title={t('founding.papers.minutes')}>
        <MinutesForm founding={founding} />
      </Section>
      <Section title={t('founding.papers.goals')}>
        <Card>
          <GoalsForm founding={founding} />
        </Card>
      </Section>
    </FoundingFrame>
  );
}

interface PaperRowProps {
  label: string;
  state: DocumentState;
  onState: (state: DocumentState) => void;
  inner?: boolean;
}

function PaperRow({ label, state, onState, inner = false }: PaperRowProps) {
  const t = useText();
  return (
    <li class={`document-row${inner ? ' document-inner' : ''}`}>
      <label>
        <span class="document-label">{label}</span>
        <span class={`document-state state-${state}`}>
          <select value={state} onChange={(event) => onState(event.currentTarget.value as DocumentState)}>
            {states.map((each) => (
              <option key={each} value={each}>
                {t(`founding.papers.state.${each}`)}
              </option>
            ))}
          </select>
        </span>
      </label>
    </li>
  );
}
