/** One line for the books: what it was, how much, when, who wrote it; what it does to cash and bank is shown before it is saved. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { formatBaht } from '../../../domain/money.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { expenseCategories, type ExpenseCategory, type ProfitUse } from '../../../domain/vocabulary.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { WriterChoice } from '../founding/writer-choice.tsx';
import { shortNameOf } from '../group/in-words.ts';
import { TaskForm } from '../member/task-form.tsx';
import {
  asksMember, blankEntry, entryPayload, findEntryGaps, fundsFor, kindsByWay, otherKind, otherKinds, outlookOf, wayOf, ways, type EntryForm,
  type EntryGap,
} from './entry-form.ts'; // prettier-ignore
import { MemberChoice } from './member-choice.tsx';

export function EntryNew({ group, home }: { group: GroupRow; home: string }) {
  const t = useText();
  const problem = useProblemText();
  const { query, route } = useLocation();
  const { me, newId } = useApp();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const members = useRows(group.id, 'member');
  const asked = otherKinds.find((kind) => kind === query['kind']) ?? 'expense';
  const [blank] = useState(() => blankEntry(newId(), asked, todayOn, group));
  const draft = useDraft<EntryForm>(`entry:${group.id}`, blank);
  const form = draft.value ?? blank;
  const gaps = findEntryGaps(form, todayOn);
  const member = members?.find(({ id }) => id === form.member);
  const outlook = outlookOf(form, group, member);
  const funds = fundsFor(form.kind, group);
  const writtenBy = form.writtenBy ?? (me.grants.some(({ role }) => role === 'committee') ? 'committee' : 'officer');
  const gapText = (...names: readonly EntryGap[]) => {
    const gap = tried ? names.find((name) => gaps.includes(name)) : undefined;
    return gap && t(`books.gap.${gap}`);
  };
  const save = () => {
    setTried(true);
    if (gaps.length > 0) return false;
    void saving.run(async () => {
      const p = entryPayload(form, writtenBy, group);
      await recorder.save([recorder.act('entry.record', p)], draft);
      showToast({
        text: t('books.entry.saved', { what: t(`group.entry.${form.kind}`), baht: formatBaht(form.amount ?? 0) }),
        icon: 'check',
      });
      route(home);
    });
    return true;
  };
  return (
    <TaskForm
      title={t('books.entry.title')}
      subtitle={shortNameOf(group, t)}
      back={home}
      save={t('books.entry.save')}
      saving={saving}
      onSave={save}
      disabled={draft.value === undefined || members === undefined}
      note={t('books.entry.after', { cash: formatBaht(outlook.cash), bank: formatBaht(outlook.bank) })}
      draft={draft}
    >
      <Card>
        <div class="stack">
          <SegmentedControl
            label={t('books.entry.way')}
            value={wayOf(form.kind)}
            onChoose={(way) => draft.set(otherKind(form, kindsByWay[way][0], group))}
            choices={ways.map((value) => ({ value, label: t(`books.way.${value}`) }))}
          />
          <SelectField
            label={t('books.entry.kind')}
            hint={t(`books.kind.${form.kind}`)}
            value={form.kind}
            options={kindsByWay[wayOf(form.kind)].map((value) => ({ value, label: t(`group.entry.${value}`) }))}
            onChoose={(kind) => draft.set(otherKind(form, kind, group))}
          />
          {form.kind === 'expense' && form.fund === undefined && (
            <SelectField
              label={t('books.entry.category')}
              value={form.category}
              options={expenseCategories.map((value: ExpenseCategory) => ({ value, label: t(`table.column.cost-${value}`) }))}
              onChoose={(category) => draft.set({ category })}
            />
          )}
          {funds.length > 0 && (
            <SelectField<ProfitUse | 'year'>
              label={t('books.entry.fund')}
              value={form.fund ?? 'year'}
              options={[
                { value: 'year', label: t('books.entry.fund.year') },
                ...funds.map((value) => ({ value, label: t(`table.column.fund-${value}`) })),
              ]}
              onChoose={(fund) => draft.set({ fund: fund === 'year' ? undefined : fund })}
            />
          )}
          {asksMember(form.kind) && (
            <MemberChoice
              label={t('books.entry.member')}
              members={members ?? []}
              member={form.member}
              error={gapText('member')}
              onMember={(chosen) => draft.set({ member: chosen })}
            />
          )}
          <MoneyField
            label={t('books.entry.amount')}
            amountSatang={form.amount}
            unit={t('common.unit.baht')}
            error={gapText('amount')}
            problemText={(code) => problem(code)}
            onAmount={(amount) => draft.set({ amount })}
          />
          <DateField label={t('books.entry.on')} on={form.on} error={gapText('day', 'future')} onDay={(on) => draft.set({ on })} />
          {outlook.doubts.length > 0 && (
            <Banner tone="attention" title={t('books.doubts')}>
              <ul class="plain-lines">
                {outlook.doubts.map((doubt) => (
                  <li key={doubt}>{t(`books.doubt.${doubt}`)}</li>
                ))}
              </ul>
            </Banner>
          )}
          <WriterChoice writtenBy={writtenBy} onChoose={(chosen) => draft.set({ writtenBy: chosen })} />
          <TextField
            label={t('books.entry.receipt')}
            mark={t('common.optional')}
            value={form.receipt}
            onText={(receipt) => draft.set({ receipt })}
          />
          <TextArea
            label={t('books.entry.note')}
            mark={t('common.optional')}
            rows={2}
            maxLength={1000}
            value={form.note}
            onText={(note) => draft.set({ note })}
          />
          {draft.value && (
            <PhotoAttach
              g={group.id}
              for={{ kind: 'entry', id: form.e }}
              beforeCamera={draft.flush}
              label={t('books.entry.photo')}
              hint={t('books.entry.photo.hint')}
            />
          )}
        </div>
      </Card>
    </TaskForm>
  );
}
