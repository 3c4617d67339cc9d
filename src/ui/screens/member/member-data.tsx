/** What is kept about one person, put together for that person or for whoever must see it: asks what for, records it, then shows, prints, gives a file. */
import { useEffect, useState } from 'preact/hooks';
import { csvLine } from '../../../domain/csv.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useApp, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen } from '../../screen.tsx';
import { GiveFile, sheetsToCsv, TakingOut } from '../../tables/export-sheet.tsx';
import { memberDataSheet, readMemberData } from '../../tables/member-data-sheet.ts';
import type { Sheet } from '../../tables/sheet.ts';
import { SheetTable } from '../../tables/sheet-table.tsx';
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
  const { t, newId } = useApp();
  const [id] = useState(newId);
  return (
    <div class="stack">
      <p>{t('member.data.what')}</p>
      <Banner tone="attention" icon="shield">
        {t('books.export.personal.why')}
      </Banner>
      <TakingOut
        g={group.id}
        button={t('member.data.make')}
        actFor={(recorder, why) => recorder.act('member.export', { export: id, member: member.id, ...why })}
        onTaken={(reason, by) => onSaid({ id, reason, by })}
      />
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
