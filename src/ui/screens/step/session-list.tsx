/** What was recorded for an item before: every dated session, the newest first, to be read, corrected or taken back with a reason. */
import { useState } from 'preact/hooks';
import { workflowItem, type EvidenceField } from '../../../content/workflow.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { SessionRow } from '../../../domain/row.ts';
import type { Translate } from '../../../content/text.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { useWords, type Words } from '../../words/use-words.ts';

export interface SessionListProps {
  sessions: readonly SessionRow[];
  /** session that the form is correcting now */
  editing: string | undefined;
  onEdit: (session: SessionRow) => void;
  onWithdraw: (session: SessionRow, reason: string) => Promise<boolean>;
}

const toneByState: Record<SessionRow['state'], TagTone> = { done: 'done', 'in-progress': 'waiting', 'not-applicable': 'plain' };

export function SessionList({ sessions, editing, onEdit, onWithdraw }: SessionListProps) {
  const t = useText();
  const words = useWords();
  const [leaving, setLeaving] = useState<SessionRow>();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const close = () => {
    setLeaving(undefined);
    setReason('');
    setAsked(false);
  };
  return (
    <Section title={t('step.sessions', { n: sessions.length })}>
      <div class="stack session-cards">
        {sessions.map((session) => (
          <Card key={session.id}>
            <div class="session-head">
              <h3>{words.day(session.doneOn, { style: 'long' })}</h3>
              <Tag tone={toneByState[session.state]}>{t(`step.state.${session.state}`)}</Tag>
            </div>
            <SessionLines session={session} />
            <div class="session-actions no-print">
              <Button kind="quiet" icon="pen" disabled={editing === session.id} onPress={() => onEdit(session)}>
                {t('common.edit')}
              </Button>
              <Button kind="quiet" icon="undo" onPress={() => setLeaving(session)}>
                {t('step.withdraw')}
              </Button>
            </div>
          </Card>
        ))}
      </div>
      <BottomSheet
        open={leaving !== undefined}
        onClose={close}
        title={t('step.withdraw.title')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button
              kind="danger"
              onPress={() => {
                setAsked(true);
                if (leaving === undefined || reason.trim() === '') return;
                void onWithdraw(leaving, reason.trim()).then((done) => done && close());
              }}
            >
              {t('step.withdraw.action')}
            </Button>
          </>
        }
      >
        <p>{t('step.withdraw.body')}</p>
        <TextArea
          label={t('step.reason')}
          value={reason}
          rows={2}
          maxLength={1000}
          error={asked && reason.trim() === '' ? t('step.problem.reason-missing') : undefined}
          onText={setReason}
        />
      </BottomSheet>
    </Section>
  );
}

/** The answers of a session as a plain list; more than a few fold away. */
function SessionLines({ session }: { session: SessionRow }) {
  const t = useText();
  const words = useWords();
  const lines = linesOf(session, t, words);
  const shown = lines.slice(0, 4);
  const folded = lines.slice(4);
  return (
    <>
      <AnswerList lines={shown} />
      {folded.length > 0 && (
        <Disclosure summary={t('step.session.more', { n: folded.length })}>
          <AnswerList lines={folded} />
        </Disclosure>
      )}
    </>
  );
}

interface Line {
  label: string;
  text: string;
  people?: readonly { readonly name: string; readonly position?: string | undefined }[];
}

function AnswerList({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <dl class="answers">
      {lines.map((line) => (
        <div key={line.label}>
          <dt>{line.label}</dt>
          <dd>
            {line.people?.map((person, index) => (
              <span key={index} class="answer-person">
                <PersonName parts={person.name.split(' ')} />
                {person.position && <span class="quiet"> {person.position}</span>}
              </span>
            )) ?? line.text}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function linesOf(session: SessionRow, t: Translate, words: Words): Line[] {
  const lines: Line[] = [];
  for (const field of workflowItem(session.step).fields) {
    const people = session.people?.[field.key];
    const value = session.fields[field.key];
    if (people !== undefined && people.length > 0) lines.push({ label: words.say(field.label), text: '', people });
    else if (value !== undefined) lines.push({ label: words.say(field.label), text: answerInWords(field, value, t, words) });
  }
  const { participants, place, note } = session;
  if (participants !== undefined) lines.push({ label: t('step.participants'), text: participantsInWords(participants, t) });
  if (place !== undefined) lines.push({ label: t('step.place'), text: place });
  if (note !== undefined) lines.push({ label: t(session.state === 'not-applicable' ? 'step.reason' : 'step.note'), text: note });
  return lines;
}

function participantsInWords({ male, female, total }: NonNullable<SessionRow['participants']>, t: Translate): string {
  const whole = `${total.toLocaleString('en-US')} ${t('common.unit.people', { n: total })}`;
  if (male === undefined || female === undefined) return whole;
  return `${whole} (${t('step.participants.male')} ${male} ${t('step.participants.female')} ${female})`;
}

function answerInWords(field: EvidenceField, value: string | number | boolean | readonly string[], t: Translate, words: Words): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') {
    if (field.kind === 'money') return `${formatBaht(value, { wholeBaht: 'short' })} ${t('common.unit.baht')}`;
    return field.kind === 'year' ? String(value) : value.toLocaleString('en-US');
  }
  if (typeof value === 'string') {
    if (field.kind === 'date') return words.day(value);
    return field.kind === 'choice' ? labelOf(field, value, words) : value;
  }
  return value.map((option) => labelOf(field, option, words)).join(' · ');
}

function labelOf(field: EvidenceField, value: string, words: Words): string {
  const option = field.options?.find((candidate) => candidate.value === value);
  return option === undefined ? value : words.say(option.label);
}
