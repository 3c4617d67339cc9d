/** Districts of a province, or provinces side by side, against their targets in the official order: steps are shown, nobody is ranked. */
import type { AreaPart } from '../../../protocol/area-board.ts';
import { percentOf } from '../../../domain/target.ts';
import { formatBaht } from '../../../domain/money.ts';
import { useApp, useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { MeterBar } from '../../parts/meter-bar.tsx';
import { Sparkline } from '../../parts/sparkline.tsx';
import { Tag } from '../../parts/tag.tsx';
import { ExportSheet } from '../../tables/export-sheet.tsx';
import { areaSheet } from './board-sheets.ts';
import { foundingShareOf, percentText } from './figures.ts';
import { isLate } from './fresh.tsx';
import { useBoardWords } from './in-words.ts';
import { turnsFor } from './turns.tsx';

export interface AreaTableProps {
  whole: AreaPart;
  parts: readonly AreaPart[];
  kind: 'districts' | 'provinces';
  /** civil date of the answer, for the file's name */
  asOn: string;
}

export function AreaTable({ whole, parts, kind, asOn }: AreaTableProps) {
  const { t, me, nowMs } = useApp();
  const words = useBoardWords();
  const nameOf = (area: string) => (kind === 'provinces' ? words.province(area) : words.district(area));
  const columns: readonly TableColumn<AreaPart>[] = [
    {
      key: 'area',
      label: t(kind === 'provinces' ? 'board.province' : 'board.district'),
      cell: ({ area, held, turns, cell }) => (
        <>
          <a class="board-name" href={`/board?area=${area}`} aria-label={t('board.area.show', { name: nameOf(area) })}>
            {nameOf(area)}
          </a>
          {held > 0 && (
            <span class="board-under">
              <Tag tone="stop">{t('board.held.mark', { n: held })}</Tag>
            </span>
          )}
          {cell && <span class={`board-under${isLate(cell, nowMs()) ? ' board-late' : ''}`}>{words.cell(cell)}</span>}
          {kind === 'provinces' && <TurnMark n={turnsFor(me.grants, { area, turns })} />}
        </>
      ),
      total: t('board.total'),
    },
    {
      key: 'target',
      label: t('board.district.target'),
      numeric: true,
      cell: ({ target }) => target?.groups ?? '–',
      total: whole.target?.groups ?? '–',
    },
    {
      key: 'reported',
      label: t('board.area.reported'),
      numeric: true,
      cell: (part) => <Reported part={part} />,
      total: <Reported part={whole} />,
    },
    {
      key: 'covered',
      label: t('board.district.covered'),
      numeric: true,
      cell: (part) => <Covered part={part} />,
      total: <Covered part={whole} />,
    },
    {
      key: 'progress',
      label: t('board.district.progress'),
      cell: (part) => <Progress part={part} />,
      total: <Progress part={whole} />,
    },
    {
      key: 'pledged',
      label: t('board.area.pledged'),
      cell: ({ pledged }) => <Pledged pledged={pledged} />,
      total: <Pledged pledged={whole.pledged} />,
    },
    ...(kind === 'districts'
      ? [
          {
            key: 'agenda',
            label: t('board.area.agenda'),
            cell: ({ agenda }: AreaPart) =>
              agenda === null ? <span class="quiet small">{t('board.area.agenda.none')}</span> : <span class="name">{words.day(agenda.on)}</span>,
          },
        ]
      : []),
    { key: 'state', label: t('board.district.state'), cell: (part) => <State part={part} kind={kind} />, total: <State part={whole} kind="provinces" /> },
  ]; // prettier-ignore
  const title = t(kind === 'provinces' ? 'board.provinces' : 'board.districts');
  return (
    <Section
      title={title}
      action={
        <span class="no-print">
          <ExportSheet
            sheets={[areaSheet({ whole, parts, title, nameOf, t })]}
            fileName={`sajja-board-${whole.area === '' ? 'all' : whole.area}-${asOn}`}
          />
        </span>
      }
    >
      {parts.length === 0 ? (
        <p class="quiet board-note">{t('board.district.no-group')}</p>
      ) : (
        <div class="board-districts">
          <DataTable caption={title} columns={columns} rows={parts} keyOf={({ area }) => area} />
        </div>
      )}
      <p class="quiet small board-note">{t('board.districts.rule')}</p>
    </Section>
  );
}

/** Reports in a province that wait for whoever looks; those of its districts are listed on its own board. */
function TurnMark({ n }: { n: number }) {
  const t = useText();
  if (n === 0) return null;
  return (
    <span class="board-under">
      <Tag tone="waiting">{t('board.review.mark', { n })}</Tag>
    </span>
  );
}

function Reported({ part: { figures, target } }: { part: AreaPart }) {
  return <Share value={figures.reported.toLocaleString('en-US')} percent={target === null ? undefined : percentOf(figures.reported, target.groups)} />;
} // prettier-ignore

function Covered({ part: { covered, target } }: { part: AreaPart }) {
  return target === null ? <Share value={String(covered)} /> : <Share value={`${covered}/${target.officers}`} percent={percentOf(covered, target.officers)} />;
} // prettier-ignore

function Share({ value, percent }: { value: string; percent?: number | undefined }) {
  return (
    <span class="board-figure">
      <span class="figure">{value}</span>
      {percent !== undefined && <span class="board-under">{percentText(percent)}</span>}
    </span>
  );
}

function Progress({ part }: { part: AreaPart }) {
  const t = useText();
  const { settled, of } = foundingShareOf(part.figures);
  if (of === 0) return <span class="quiet small">{t('board.district.no-group')}</span>;
  const percent = Math.floor((settled / of) * 100);
  return <MeterBar label={t('board.district.progress.label', { n: percent })} value={settled} max={of} text={`${percent} %`} />;
}

function Pledged({ pledged }: { pledged: readonly number[] }) {
  const t = useText();
  const [first = 0, last = 0] = [pledged[0], pledged.at(-1)];
  if (pledged.every((satang) => satang === 0)) return <span class="quiet small">–</span>;
  const baht = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
  return <Sparkline values={pledged} title={t('board.area.pledged.course', { from: baht(first), to: baht(last) })} />;
}

function State({ part: { target, missing, districts, complete }, kind }: { part: AreaPart; kind: AreaTableProps['kind'] }) {
  const t = useText();
  if (target === null) return <Tag>{t('board.district.no-target')}</Tag>;
  if (missing === 0) return <Tag tone="done">{t('board.district.complete')}</Tag>;
  return (
    <span class="board-marks">
      <Tag tone="waiting">{t('board.district.not-complete')}</Tag>
      <span class="board-under">
        {kind === 'provinces' ? t('board.area.complete-of', { n: complete, of: districts }) : t('board.district.missing', { n: missing })}
      </span>
    </span>
  );
}
