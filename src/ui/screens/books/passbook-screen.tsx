/** A member's passbook: every line with the balance after it, as it stands in his own book. */
import { useLocation, useRoute } from 'preact-iso';
import { useMemo } from 'preact/hooks';
import { formatBaht } from '../../../domain/money.ts';
import { passbookYears } from '../../../domain/passbook.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { Screen } from '../../screen.tsx';
import { ExportSheet } from '../../tables/export-sheet.tsx';
import { passbookSheet } from '../../tables/register-sheets.ts';
import { SheetTable } from '../../tables/sheet-table.tsx';
import { useRow, useRows, useRowsOf } from '../../use-store.ts';
import { nameParts } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { NotFoundScreen } from '../not-found.tsx';
import '../../style/screens/books.css';

export function PassbookScreen() {
  const t = useText();
  const { params } = useRoute();
  const { id: g = '', member: id = '' } = params;
  const { path } = useLocation();
  const member = useRow<'member'>(g, `member:${id}`);
  if (member === null) return <NotFoundScreen />;
  return (
    <Screen
      title={t('table.passbook')}
      subtitle={member && <PersonName parts={nameParts(member.person)} />}
      overline={member?.no === undefined ? undefined : t('books.passbook.no', { no: member.no })}
      back={`/groups/${g}/members/${id}`}
      task
      focusKey={path}
      actionBar={
        <ActionBar
          primary={
            <LinkButton href={`/print/passbook/${g}?member=${id}`} kind="primary" icon="print" wide>
              {t('books.passbook.print')}
            </LinkButton>
          }
        />
      }
    >
      {member === undefined ? <SkeletonRows count={6} label={t('common.loading')} /> : <Pages g={g} member={member} />}
    </Screen>
  );
}

function Pages({ g, member }: { g: string; member: MemberRow }) {
  const t = useText();
  const words = useWords();
  const months = useRows(g, 'month');
  const days = useRows(g, 'day');
  const keys = useMemo(
    () => months && days && passbookYears(months, days).map((year) => `passbook:${year}:${member.id}` as const),
    [months, days, member.id],
  );
  const passbooks = useRowsOf<'passbook'>(g, keys);
  if (passbooks === undefined) return <SkeletonRows count={6} label={t('common.loading')} />;
  const sheet = passbookSheet(passbooks, undefined, words, t);
  const baht = t('common.unit.baht');
  return (
    <>
      <StatTiles
        tiles={[
          { label: t('table.savings'), value: formatBaht(member.savedSatang), unit: baht },
          ...(member.specialSatang === 0 ? [] : [{ label: t('table.special'), value: formatBaht(member.specialSatang), unit: baht }]),
        ]}
      />
      {sheet.rows.length === 0 ? (
        <EmptyState icon="book" title={t('books.passbook.none')}>
          {t('books.passbook.none.why')}
        </EmptyState>
      ) : (
        <>
          <p class="quiet small">{t('books.passbook.live')}</p>
          <SheetTable sheet={sheet} narrow="cards" />
          <ExportSheet
            sheets={[sheet]}
            fileName={`passbook-${member.no ?? member.id.slice(0, 8)}`}
            personal={{ g, list: 'passbook', people: 1 }}
          />
        </>
      )}
    </>
  );
}
