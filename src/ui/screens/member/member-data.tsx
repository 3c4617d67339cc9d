/** What is kept about one person, put together for that person or for whoever must see it: asks what for, records it, then shows, prints, gives a file. */
import { useEffect, useState } from 'preact/hooks';
import { csvLine } from '../../../domain/csv.ts';
import { maskNationalIdsIn } from '../../../domain/national-id.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { isReasonSaid, ReasonChoice, type SaidReason } from '../../parts/reason-choice.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { clockTime, Screen } from '../../screen.tsx';
import { GiveFile, reasons, sheetsToCsv } from '../../tables/export-sheet.tsx';
import { memberDataSheet, readMemberData } from '../../tables/member-data-sheet.ts';
import type { Sheet } from '../../tables/sheet.ts';
import { SheetTable } from '../../tables/sheet-table.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { nameParts } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { useTopOfPage } from './top-of-page.ts';
import '../../style/screens/books.css';

type Reason = PayloadOf<'member.export'>['reason'];

interface MemberDataProps {
  group: GroupRow;
  member: MemberRow;
  home: string;
}

/** `id`: of the record that says it; `by`: the line that stands under the file */
interface Taken {
  readonly id: string;
  readonly reason: Reason;
  readonly by: string;
}

export function MemberData({ group, member, home }: MemberDataProps) {
  const t = useText();
  useTopOfPage(member.id);
  const [taken, setTaken] = useState<Taken>();
  return (
    <Screen
      title={t('member.data')}
      subtitle={<PersonName parts={nameParts(member.person)} />}
      back={home}
      width={taken === undefined ? undefined : 'board'}
      task
      focusKey={`${member.id}|${taken?.id ?? ''}`}
    >
      {taken === undefined ? (
        <WhatFor group={group} member={member} onSaid={setTaken} />
      ) : (
        <Whole group={group} member={member} taken={taken} />
      )}
    </Screen>
  );
}

function WhatFor({ group, member, onSaid }: Omit<MemberDataProps, 'home'> & { onSaid: (taken: Taken) => void }) {
  const { t, me, newId, nowMs } = useApp();
  const words = useWords();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [said, setSaid] = useState<SaidReason<Reason>>({ reason: undefined, note: '' });
  const [attempted, setAttempted] = useState(false);
  const make = async () => {
    setAttempted(true);
    const { reason, note } = said;
    if (reason === undefined || !isReasonSaid(said)) return;
    const on = civilDateInThailand(nowMs());
    const id = newId();
    const own = reason === 'other' ? { note: note.trim() } : {};
    const payload = { export: id, member: member.id, on, reason, ...own };
    if (!(await saving.run(() => recorder.save([recorder.act('member.export', payload)])))) return;
    const when = `${words.day(on, { style: 'long' })} ${clockTime(new Date(nowMs()).toISOString())}`;
    const inWords = own.note ?? t(`books.export.reason.${reason}`);
    onSaid({ id, reason, by: maskNationalIdsIn(t('books.export.watermark', { name: me.name, when, reason: inWords })) });
  };
  return (
    <div class="stack">
      <p>{t('member.data.what')}</p>
      <Banner tone="attention" icon="shield">
        {t('books.export.personal.why')}
      </Banner>
      <SavingProblem saving={saving} />
      <ReasonChoice
        label={t('books.export.reason')}
        options={reasons.map((value) => ({ value, label: t(`books.export.reason.${value}`) }))}
        said={said}
        attempted={attempted}
        onSay={setSaid}
      />
      <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} onPress={() => void make()}>
        {t('member.data.make')}
      </Button>
    </div>
  );
}

function Whole({ group, member, taken }: Omit<MemberDataProps, 'home'> & { taken: Taken }) {
  const { store, t, me } = useApp();
  const words = useWords();
  const [made, setMade] = useState<{ readonly sheet: Sheet; readonly file: File; readonly url: string }>();
  useEffect(() => {
    let current = true;
    void readMemberData(store, group, member).then((rows) => {
      if (!current) return;
      const sheet = memberDataSheet(rows, { t, words, isOwnWish: taken.reason === 'member-asked', user: me.user });
      const name = `member-${member.no ?? member.id.slice(0, 8)}.csv`;
      const file = new File([sheetsToCsv([sheet]) + csvLine([taken.by])], name, { type: 'text/csv' });
      setMade({ sheet, file, url: URL.createObjectURL(file) });
    });
    return () => {
      current = false;
    };
    // as it was when it was taken out: the record of that names this moment
  }, [store, taken, t]);
  useEffect(() => () => made && URL.revokeObjectURL(made.url), [made]);
  if (made === undefined) return <SkeletonRows count={8} label={t('common.loading')} />;
  return (
    <>
      <p class="quiet small">{taken.by}</p>
      <SheetTable sheet={made.sheet} narrow="cards" />
      <div class="banner-actions no-print">
        <LinkButton icon="print" href={`/print/member-data/${group.id}?taken=${taken.id}`}>
          {t('member.data.print')}
        </LinkButton>
        <GiveFile file={made.file} url={made.url} />
      </div>
    </>
  );
}
