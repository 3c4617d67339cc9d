/** The frame of every part: where we are in the run, the running tally, and on a wide screen the list of all parts. */
import type { ComponentChildren } from 'preact';
import { formatBaht } from '../../../domain/money.ts';
import { useText } from '../../app-context.ts';
import { Columns } from '../../parts/card.tsx';
import { Screen } from '../../screen.tsx';
import { foundingParts, partStateOf, type FoundingPart } from './founding-parts.ts';
import { PartList } from './part-list.tsx';
import type { Founding } from './use-founding.ts';

export interface FoundingFrameProps {
  founding: Founding;
  part: FoundingPart;
  /** in the place of the tally, where a part has its own */
  tally?: ComponentChildren;
  actionBar?: ComponentChildren;
  children: ComponentChildren;
}

export function FoundingFrame({ founding, part, tally, actionBar, children }: FoundingFrameProps) {
  const t = useText();
  const position = t('founding.position', { n: foundingParts.indexOf(part) + 1, of: foundingParts.length });
  return (
    <Screen
      title={t(`founding.part.${part}`)}
      subtitle={`${t('founding.title')} · ${position}`}
      back={`/groups/${founding.g}/founding`}
      task
      width="board"
      focusKey={part}
      summary={
        <div class="founding-top">
          <FoundingSegments founding={founding} part={part} />
          {tally ?? <FoundingTally founding={founding} />}
        </div>
      }
      actionBar={actionBar}
    >
      <div class="founding">
        <Columns
          main={children}
          aside={
            <nav class="founding-aside" aria-label={t('founding.parts')}>
              <PartList founding={founding} current={part} />
            </nav>
          }
        />
      </div>
    </Screen>
  );
}

/** Ten small segments: done, here, to come; all of them are told in words in the list of parts. */
export function FoundingSegments({ founding, part }: { founding: Founding; part?: FoundingPart }) {
  return (
    <div class="founding-segments" aria-hidden="true">
      {foundingParts.map((each) => (
        <span key={each} class={`segment-${each === part ? 'current' : partStateOf(each, founding) === 'done' ? 'done' : 'todo'}`} />
      ))}
    </div>
  );
}

export function FoundingTally({ founding }: { founding: Founding }) {
  const t = useText();
  const { group, day, sheetSatang } = founding;
  const cash = (day?.cash ?? 0) + sheetSatang;
  const cells = [
    { key: 'present', value: founding.attendance?.total ?? 0 },
    { key: 'accepted', value: group.members.accepted },
    { key: 'pending', value: group.members.pending },
  ] as const;
  return (
    <dl class="founding-tally">
      {cells.map((cell) => (
        <div key={cell.key} class={cell.key === 'pending' && cell.value > 0 ? 'tally-attention' : undefined}>
          <dt>{t(`founding.tally.${cell.key}`)}</dt>
          <dd class="figure">{cell.value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('founding.tally.cash')}</dt>
        <dd class="figure">{formatBaht(cash, { wholeBaht: 'short' })}</dd>
      </div>
    </dl>
  );
}
