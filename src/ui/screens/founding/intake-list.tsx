/** The sheet of applicants as it grows: newest at the bottom and in sight, number or "waits" in front, the promise at the end. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MemberRow } from '../../../domain/row.ts';
import { formatBaht } from '../../../domain/money.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import { ageOn, monthOf } from '../../../domain/thai-calendar.ts';
import { useText, useToday } from '../../app-context.ts';
import { PersonName } from '../../parts/person-name.tsx';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { inOrderOfComing, nameParts } from '../../words/member-name.ts';

export function IntakeList({ members, onOpen }: { members: readonly MemberRow[]; onOpen: (member: string) => void }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const present = inOrderOfComing(members.filter((member) => member.state !== 'left'));
  const newest = present.at(-1)?.id;
  const placeById = new Map(present.filter((member) => member.state === 'accepted').map((member, index) => [member.id, index + 1]));

  useLayoutEffect(() => {
    const sheet = box.current;
    const list = sheet?.firstElementChild;
    if (!sheet || !list) return undefined;
    const toEnd = () => {
      sheet.scrollTop = sheet.scrollHeight;
    };
    toEnd();
    // Rows are measured after they are drawn, so the end moves once more.
    const growth = new ResizeObserver(toEnd);
    growth.observe(list);
    const stop = setTimeout(() => growth.disconnect(), 400);
    return () => {
      clearTimeout(stop);
      growth.disconnect();
    };
  }, [newest, present.length]);

  if (present.length === 0) return <p class="intake-empty">{t('founding.intake.empty')}</p>;
  return (
    <div class="intake-sheet" ref={box} tabIndex={0} role="region" aria-label={t('founding.intake.sheet', { n: present.length })}>
      <VirtualList
        label={t('founding.intake.list')}
        rows={present}
        keyOf={(member) => member.id}
        estimatedHeight={58}
        renderRow={(member) => <IntakeRow member={member} place={placeById.get(member.id)} onOpen={onOpen} />}
      />
    </div>
  );
}

function IntakeRow({ member, place, onOpen }: { member: MemberRow; place: number | undefined; onOpen: (member: string) => void }) {
  const t = useText();
  const { person, state, intendedPledge } = member;
  const promised = pledgeInMonth(member, monthOf(useToday())) ?? intendedPledge;
  const isPending = state === 'pending-consent';
  return (
    <button
      type="button"
      class={`intake-row intake-${state}${member.no === undefined ? '' : ' intake-numbered'}`}
      onClick={() => onOpen(member.id)}
    >
      <span class="intake-no figure">{isPending ? t('founding.intake.waits') : (member.no ?? place ?? '–')}</span>
      <span class="row-text">
        <span class="row-title">
          <PersonName parts={nameParts(person)} />
        </span>
        <RowDetail member={member} />
      </span>
      <span class="intake-pledge figure">{promised === undefined ? '' : formatBaht(promised, { wholeBaht: 'short' })}</span>
    </button>
  );
}

function RowDetail({ member }: { member: MemberRow }) {
  const t = useText();
  const { person, state } = member;
  const isMinor = state === 'pending-consent' || (state === 'accepted' && member.minorAtJoining);
  const parts = [
    isMinor && person.bornOn !== undefined ? t('founding.intake.age', { age: ageOn(person.bornOn, member.appliedOn) }) : undefined,
    state === 'pending-consent' ? t('founding.intake.pending') : undefined,
    state === 'accepted' && member.minorAtJoining ? t('founding.intake.consented') : undefined,
    state === 'interested' ? t('founding.intake.interested') : undefined,
    person.houseNo === undefined || isMinor ? undefined : t('founding.intake.house-at', { house: person.houseNo }),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <span class="row-subtitle">{parts.join(' · ')}</span>;
}
