/** The districts of a province against their targets, in the order of the letter: progress is shown, nobody is ranked by groups founded. */
import { useLocation } from 'preact-iso';
import { useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { MeterBar } from '../../parts/meter-bar.tsx';
import { Tag } from '../../parts/tag.tsx';
import type { DistrictFigures } from './figures.ts';
import { useBoardWords } from './in-words.ts';

export interface DistrictTableProps {
  districts: readonly DistrictFigures[];
  /** the one whose groups are shown below */
  chosen: string | undefined;
}

export function DistrictTable({ districts, chosen }: DistrictTableProps) {
  const t = useText();
  const words = useBoardWords();
  const { path } = useLocation();
  const sum = (of: (district: DistrictFigures) => number) => districts.reduce((total, district) => total + of(district), 0);
  const officers = sum(({ target }) => target?.officers ?? 0);
  const columns: readonly TableColumn<DistrictFigures>[] = [
    {
      key: 'district',
      label: t('board.district'),
      cell: ({ code }) => (
        <a
          class="board-name"
          href={`${path}?district=${code}`}
          aria-current={code === chosen ? 'true' : undefined}
          aria-label={t('board.district.show', { name: words.district(code) })}
        >
          {words.district(code)}
        </a>
      ),
      total: t('board.total'),
    },
    {
      key: 'target',
      label: t('board.district.target'),
      numeric: true,
      cell: ({ target }) => target?.groups ?? '–',
      total: sum(({ target }) => target?.groups ?? 0),
    },
    {
      key: 'founded',
      label: t('board.district.founded'),
      numeric: true,
      cell: ({ founded }) => founded,
      total: sum(({ founded }) => founded),
    },
    {
      key: 'covered',
      label: t('board.district.covered'),
      numeric: true,
      cell: ({ covered, target }) => (target === undefined ? covered : `${covered}/${target.officers}`),
      total: `${sum(({ covered }) => covered)}/${officers}`,
    },
    {
      key: 'followed',
      label: t('board.district.followed'),
      numeric: true,
      cell: ({ groups }) => groups,
      total: sum(({ groups }) => groups),
    },
    {
      key: 'progress',
      label: t('board.district.progress'),
      cell: ({ settled, of }) => {
        if (of === 0) return <span class="quiet small">{t('board.district.no-group')}</span>;
        const percent = Math.floor((settled / of) * 100);
        return <MeterBar label={t('board.district.progress.label', { n: percent })} value={settled} max={of} text={`${percent} %`} />;
      },
    },
    {
      key: 'state',
      label: t('board.district.state'),
      cell: ({ missing }) =>
        missing === undefined ? (
          <Tag>{t('board.district.no-target')}</Tag>
        ) : missing === 0 ? (
          <Tag tone="done">{t('board.district.complete')}</Tag>
        ) : (
          <Tag>{t('board.district.missing', { n: missing })}</Tag>
        ),
    },
  ];
  return (
    <Section title={t('board.districts')}>
      <div class="board-districts">
        <DataTable caption={t('board.districts')} columns={columns} rows={districts} keyOf={({ code }) => code} />
      </div>
      <p class="quiet small board-note">{t('board.districts.rule')}</p>
    </Section>
  );
}
