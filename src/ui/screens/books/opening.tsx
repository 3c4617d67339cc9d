/** Carrying over the paper books of an old group: cash, bank, loans, what members have; what becomes the group's own capital is shown before it is saved. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { wordOf } from '../../../domain/group-figures.ts';
import { formatBaht } from '../../../domain/money.ts';
import { allOpenedOn, daysWithin } from '../../../domain/opening.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { dayInMonth, type CivilDate } from '../../../domain/thai-calendar.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { useProblemText } from '../../problem-text.ts';
import { balanceSheetSheet } from '../../tables/book-sheets.ts';
import { registerOrder } from '../../tables/register-sheets.ts';
import { SheetTable } from '../../tables/sheet-table.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { memberSearchTexts, nameParts } from '../../words/member-name.ts';
import { unbroken } from '../../words/unbroken.ts';
import { useWords } from '../../words/use-words.ts';
import { shortNameOf } from '../group/in-words.ts';
import { TaskForm } from '../member/task-form.tsx';
import {
  openingColumns, openingLines, openingOfGroup, openingOfMember, openingPayloads, type MemberOpening, type OpeningForm,
} from './opening-form.ts'; // prettier-ignore

const blank: OpeningForm = { on: undefined, sums: {}, members: { 'opening-savings': {}, 'opening-special': {} }, ids: {} };

export function Opening({ group, home }: { group: GroupRow; home: string }) {
  const t = useText();
  const words = useWords();
  const problem = useProblemText();
  const { route } = useLocation();
  const { newId, me } = useApp();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const members = useRows(group.id, 'member');
  const days = useRows(group.id, 'day');
  const draft = useDraft<OpeningForm>(`opening:${group.id}`, { ...blank, on: lastDayTold(group, todayOn) });
  const form = draft.value ?? blank;
  const lines = openingLines(form);
  const sums = openingColumns(form);
  const dayGap = form.on === undefined ? 'day' : form.on > todayOn ? 'future' : undefined;
  const openedBefore = [...openingOfGroup, ...openingOfMember].some((kind) => kind in group.money.byKind);
  const within = form.on === undefined ? [] : daysWithin(days ?? [], allOpenedOn(form.on));
  const [firstWithin] = within;
  const long = (day: CivilDate) => unbroken(words.day(day, { style: 'long' }));
  const twice = firstWithin === undefined ? undefined : t('books.opening.twice', { n: within.length, day: long(firstWithin) });
  const saved = sums.pledged ?? 0;
  const declared = group.declared === undefined ? undefined : wordOf(group).savedSatang;
  const opened = (group.money.byKind['opening-savings'] ?? 0) + saved;
  const lacking = declared === undefined || saved === 0 ? 0 : declared - opened;

  const save = () =>
    void saving.run(async () => {
      const ids = Object.fromEntries(lines.map(({ key }) => [key, form.ids[key] ?? newId()]));
      draft.set({ ids });
      await draft.flush();
      const writtenBy = me.grants.some(({ role }) => role === 'committee') ? 'committee' : 'officer';
      const payloads = openingPayloads({ ...form, ids }, form.on ?? todayOn, writtenBy);
      await recorder.save(
        payloads.map((p) => recorder.act('entry.record', p)),
        draft,
      );
      showToast({ text: t('books.opening.saved', { n: lines.length }), icon: 'check' });
      // the sum of the loans is told loan by loan there
      route((form.sums['opening-loan'] ?? 0) > 0 ? `/groups/${group.id}/loans` : `/groups/${group.id}?tab=money`);
    });

  return (
    <TaskForm
      title={t('books.opening.title')}
      subtitle={shortNameOf(group, t)}
      back={home}
      save={t('books.opening.next')}
      saving={saving}
      disabled={draft.value === undefined || members === undefined || days === undefined}
      note={t('books.opening.line', { capital: formatBaht(sums['carried-forward'] ?? 0), saved: formatBaht(saved) })}
      onSave={() => {
        setTried(true);
        if (dayGap !== undefined || lines.length === 0) return false;
        setAsking(true);
        return true;
      }}
      draft={draft}
    >
      <p class="quiet">{t('books.opening.why')}</p>
      {openedBefore && (
        <Banner tone="attention" title={t('books.opening.again')}>
          {t('books.opening.again.why')}
        </Banner>
      )}
      {twice !== undefined && (
        <Banner tone="attention" title={twice}>
          {t('books.opening.twice.why')}
        </Banner>
      )}
      {tried && lines.length === 0 && <Banner tone="attention" title={t('books.opening.nothing')} announce />}
      <Card>
        <div class="stack">
          <DateField
            label={t('books.opening.on')}
            hint={t('books.opening.on.hint')}
            on={form.on}
            error={tried && dayGap ? t(`books.gap.${dayGap}`) : undefined}
            onDay={(on) => draft.set({ on })}
          />
          {openingOfGroup.map((kind) => (
            <MoneyField
              key={kind}
              label={t(`group.entry.${kind}`)}
              hint={kind === 'opening-loan' ? t('books.opening.loan.hint') : undefined}
              mark={t('common.optional')}
              amountSatang={form.sums[kind]}
              unit={t('common.unit.baht')}
              problemText={(code) => problem(code)}
              onAmount={(amount) => draft.set({ sums: { ...form.sums, [kind]: amount } })}
            />
          ))}
        </div>
      </Card>
      <Section title={t('books.opening.members')}>
        <OpeningMembers
          g={group.id}
          members={registerOrder(members ?? [])}
          amounts={form.members}
          onAmount={(kind, member, amount) => {
            const { [member]: _before, ...others } = form.members[kind];
            draft.set({ members: { ...form.members, [kind]: amount === undefined ? others : { ...others, [member]: amount } } });
          }}
        />
      </Section>
      {declared !== undefined && declared !== opened && (
        <Banner tone="info" title={t('books.opening.declared', { baht: formatBaht(declared) })}>
          {t('books.opening.declared.why', { baht: formatBaht(Math.abs(declared - opened)) })}
        </Banner>
      )}
      <Section title={t('books.opening.sheet')}>
        <SheetTable sheet={balanceSheetSheet(sums, t)} narrow="scroll" />
        {(sums['carried-forward'] ?? 0) < 0 && <Banner tone="attention" title={t('books.opening.short')} />}
      </Section>
      <ConfirmSheet
        open={isAsking}
        title={t('books.opening.title')}
        confirmLabel={t('books.opening.save')}
        cancelLabel={t('common.cancel')}
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={save}
        onCancel={() => setAsking(false)}
      >
        <p>
          {t('books.opening.what', {
            n: lines.length,
            day: long(form.on ?? todayOn),
            saved: formatBaht(saved),
            capital: formatBaht(sums['carried-forward'] ?? 0),
          })}
        </p>
        {twice !== undefined && (
          <Banner tone="attention" title={twice}>
            {t('books.opening.twice.why')}
          </Banner>
        )}
        {lacking > 0 && (
          <Banner tone="attention" title={t('books.opening.lacking', { baht: formatBaht(lacking) })}>
            {t('books.opening.lacking.why')}
          </Banner>
        )}
        <p>{t('books.opening.final')}</p>
      </ConfirmSheet>
    </TaskForm>
  );
}

/** The day of what was said last: balances of an earlier one would lack what came meanwhile. */
function lastDayTold(group: GroupRow, todayOn: CivilDate): CivilDate | undefined {
  const { month } = wordOf(group);
  if (month === undefined) return group.declared?.asOf;
  const end = dayInMonth(month, 31);
  return end > todayOn ? todayOn : end;
}

interface OpeningMembersProps {
  g: string;
  members: readonly MemberRow[];
  amounts: OpeningForm['members'];
  onAmount: (kind: MemberOpening, member: string, amount: number | undefined) => void;
}

/** One amount a member, in the order of the paper register; Enter leads to the next. */
function OpeningMembers({ g, members, amounts, onAmount }: OpeningMembersProps) {
  const t = useText();
  const problem = useProblemText();
  const [kind, setKind] = useState<MemberOpening>('opening-savings');
  const [query, setQuery] = useState('');
  if (members.length === 0)
    return (
      <EmptyState
        icon="users"
        title={t('books.opening.nobody')}
        action={<LinkButton href={`/groups/${g}?tab=members`}>{t('books.opening.to-members')}</LinkButton>}
      >
        {t('books.opening.nobody.why')}
      </EmptyState>
    );
  const found = members.filter((member) => matchesSearch(query, memberSearchTexts(member)));
  return (
    <div class="stack">
      <SegmentedControl
        label={t('books.opening.which')}
        value={kind}
        onChoose={setKind}
        choices={openingOfMember.map((value) => ({ value, label: t(`group.entry.${value}`) }))}
      />
      <SearchField
        label={t('books.register.search')}
        value={query}
        onText={setQuery}
        clearLabel={t('money.clear-search')}
        resultText={t('books.register.found', { n: found.length })}
      />
      <VirtualList
        key={kind}
        label={t(`group.entry.${kind}`)}
        rows={found}
        keyOf={({ id }) => id}
        renderRow={(member) => (
          <div class="opening-row">
            <MoneyField
              label={
                <>
                  {member.no} · <PersonName parts={nameParts(member.person)} />
                </>
              }
              amountSatang={amounts[kind][member.id]}
              unit={t('common.unit.baht')}
              problemText={(code) => problem(code)}
              onAmount={(amount) => onAmount(kind, member.id, amount)}
              onEnter={focusNextAmount}
              enterKeyHint="next"
            />
          </div>
        )}
      />
    </div>
  );
}

function focusNextAmount(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.opening-row input')];
  boxes[boxes.indexOf(document.activeElement as HTMLInputElement) + 1]?.focus();
}
