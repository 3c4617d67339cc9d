/** Two people answered one question differently without seeing each other: both answers with who and when; one is kept, both stay in the history. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { isTextKey, type Translate } from '../../../content/text.ts';
import { formatNationalId } from '../../../domain/national-id.ts';
import { formatPhoneNumber } from '../../../domain/phone-number.ts';
import type { FieldConflict, GroupRow, Participants } from '../../../domain/row.ts';
import { civilDateInThailand, isCivilDate } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { showToast } from '../../parts/toast.tsx';
import { clockTime } from '../../screen.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { pledgeDayInWords } from '../../words/pledge-day-words.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import { placeOf } from './in-words.ts';
import '../../style/screens/member.css';

interface RowConflicts {
  g: string;
  /** key of the row, as `conflict.resolve` names it */
  row: string;
}

/** All cards of one row, on the row's own page. */
export function FieldConflicts({ conflicts = [], ...of }: RowConflicts & { conflicts: readonly FieldConflict[] | undefined }) {
  return (
    <>
      {conflicts.map((conflict) => (
        <ConflictCard key={conflict.field} {...of} conflict={conflict} />
      ))}
    </>
  );
}

/** @param name of the record, where the page is about more than one */
export function ConflictCard({ g, row, conflict, name }: RowConflicts & { conflict: FieldConflict; name?: ComponentChildren }) {
  const t = useText();
  const words = useWords();
  const { me } = useApp();
  const recorder = useRecorder(g);
  const saving = useSaving();
  const id = useId();
  const { field } = conflict;
  const keep = async (op: string) => {
    const saved = await saving.run(() => recorder.save([recorder.act('conflict.resolve', { row, field, keep: op })]));
    if (saved) showToast({ text: t('group.conflict.kept'), icon: 'check' });
  };
  const key = `group.field.${field}`;
  return (
    <section class="card card-normal conflict" aria-labelledby={id}>
      <h2 id={id}>{t('group.conflict.title', { field: isTextKey(key) ? t(key) : t('group.field.other') })}</h2>
      <p class="quiet small">
        {name} {t('group.conflict.why')}
      </p>
      <ul>
        {conflict.values.map((answer) => (
          <li key={answer.op}>
            <div>
              <p class="answer-value">{answerInWords(field, answer.value, t, words)}</p>
              <p class="quiet small">
                {t(answer.by === me.user ? 'group.conflict.you' : 'group.conflict.colleague')}
                {answer.at !== '' && ` · ${words.day(civilDateInThailand(Date.parse(answer.at)))} ${clockTime(answer.at)}`}
              </p>
            </div>
            <Button onPress={() => void keep(answer.op)} busy={saving.busy}>
              {t('group.conflict.keep')}
            </Button>
          </li>
        ))}
      </ul>
      <SavingProblem saving={saving} />
    </section>
  );
}

function answerInWords(field: string, value: unknown, t: Translate, words: Words): string {
  if (field === 'attendance') {
    const { male, female, total } = value as Participants;
    return male === undefined && female === undefined
      ? t('meeting.present', { n: total })
      : t('meeting.present.split', { n: total, male: male ?? '–', female: female ?? '–' });
  }
  if (field === 'nationalId' && typeof value === 'string') return formatNationalId(value);
  if (field === 'phone' && typeof value === 'string') return formatPhoneNumber(value);
  return valueInWords(value, t, words);
}

/** A stored value as people write it; what has no words of its own is shown as it is. */
function valueInWords(value: unknown, t: Translate, words: Words): string {
  if (value === null || value === undefined || value === '') return t('group.value.none');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if (typeof value === 'string') {
    const key = `group.value.${value}`;
    return isCivilDate(value) ? words.day(value, { style: 'long' }) : isTextKey(key) ? t(key) : value;
  }
  if (Array.isArray(value)) return value.map((part) => valueInWords(part, t, words)).join(' · ');
  const shape = value as Record<string, unknown>;
  if (shape['kind'] === 'day-of-month' || shape['kind'] === 'nth-weekday')
    return pledgeDayInWords(value as Parameters<typeof pledgeDayInWords>[0], t, words);
  if ('tambon' in shape) return `${String(shape['name'])} ${placeOf(value as GroupRow['village'], t)}`;
  return Object.values(shape)
    .map((part) => valueInWords(part, t, words))
    .join(' · ');
}
