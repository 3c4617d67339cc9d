/** The committee (item 2.4): members are put into offices, doubts are said before they are recorded, ending a term is a correction. */
import { useState } from 'preact/hooks';
import { findCommitteeProblems } from '../../../domain/committee-check.ts';
import { canDo } from '../../../domain/gate.ts';
import type { Office } from '../../../domain/vocabulary.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { addMonths } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { useDraft } from '../../use-draft.ts';
import { ClosedGate } from './closed-gate.tsx';
import { FoundingFrame } from './founding-frame.tsx';
import { hasThreeOffices } from './founding-parts.ts';
import { MemberPicker } from './member-picker.tsx';
import { nameParts, plainName } from '../../words/member-name.ts';
import { NextPartBar } from './part-actions.tsx';
import { useProblemText } from '../../problem-text.ts';
import { OfficeRow, type SeatOnScreen } from './office-row.tsx';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

interface Chosen {
  key: string;
  office: Office;
  member: string;
  votes?: number | undefined;
}

interface CommitteeDraft {
  chosen: readonly Chosen[];
  years: '0' | '1' | '2';
}

const singleOffices = ['chair', 'vice-chair', 'secretary', 'treasurer', 'registrar'] as const;

export function CommitteePart({ founding }: { founding: Founding }) {
  const t = useText();
  const { newId } = useApp();
  const { g, group, members, meeting } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const words = useProblemText();
  const draft = useDraft<CommitteeDraft>(`founding-committee:${g}`, { chosen: [], years: '0' });
  const [picking, setPicking] = useState<{ office: Office; instead?: string }>();
  const gate = canDo(group, '2.4');
  const chosen = draft.value?.chosen ?? [];
  const years = draft.value?.years ?? '0';
  const memberById = new Map(members.map((member) => [member.id, member]));
  const live = founding.terms.filter((term) => term.branch === 'board' && term.endedOn === undefined);
  const seats: readonly SeatOnScreen[] = [
    ...live.map((term) => ({ key: term.id, office: term.office, member: term.member, votes: term.votes, recorded: true })),
    ...chosen.map((seat) => ({ ...seat, recorded: false })),
  ];
  const problems = findCommitteeProblems(
    seats.map(({ member, office }) => ({ member, office, branch: 'board' })),
    memberById,
    founding.on,
  );

  // every choice here is one tap, so it is written at once and a killed page loses nothing
  const keep = (change: Partial<CommitteeDraft>) => {
    draft.set(change);
    void draft.flush();
  };
  const choose = (member: MemberRow, votes: number | undefined) => {
    if (picking === undefined) return;
    const seat: Chosen = { key: newId(), office: picking.office, member: member.id, ...(votes === undefined ? {} : { votes }) };
    keep({ chosen: [...chosen.filter((each) => each.key !== picking.instead), seat] });
    setPicking(undefined);
  };
  const remove = (key: string) => keep({ chosen: chosen.filter((seat) => seat.key !== key) });
  const endTerm = (term: string) =>
    saving.run(() => recorder.save([recorder.act('committee.end', { term, on: founding.on, reason: t('founding.committee.end-reason') })]));

  const record = () =>
    saving.run(async () => {
      const to = years === '0' ? undefined : addMonths(founding.on, Number(years) * 12);
      await recorder.save(
        chosen.map(({ member, office, votes }) =>
          recorder.act('committee.elect', {
            term: newId(),
            member,
            branch: 'board',
            office,
            ...(votes === undefined ? {} : { votes }),
            from: founding.on,
            ...(to === undefined ? {} : { to }),
            ...(meeting === undefined ? {} : { meeting: meeting.id }),
          }),
        ),
        draft,
      );
    });

  const row = (office: Office, seat: SeatOnScreen | undefined) => (
    <OfficeRow
      key={seat?.key ?? office}
      office={office}
      seat={seat}
      member={seat === undefined ? undefined : memberById.get(seat.member)}
      disabled={!gate.open}
      onPick={() => setPicking({ office, ...(seat === undefined ? {} : { instead: seat.key }) })}
      onRemove={() => seat && (seat.recorded ? void endTerm(seat.key) : remove(seat.key))}
    />
  );

  return (
    <FoundingFrame
      founding={founding}
      part="committee"
      actionBar={
        chosen.length > 0 ? (
          <ActionBar
            primary={
              <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} onPress={() => void record()}>
                {t('founding.committee.record', { n: chosen.length })}
              </Button>
            }
          />
        ) : hasThreeOffices(founding) ? (
          <NextPartBar g={g} part="committee" />
        ) : gate.open ? (
          <ActionBar
            note={live.length > 0 ? t('founding.committee.vacant') : undefined}
            primary={
              <Button kind="primary" wide onPress={() => setPicking({ office: firstVacant(seats) })}>
                {t('founding.committee.choose', { office: t(`founding.office.${firstVacant(seats)}`) })}
              </Button>
            }
          />
        ) : (
          <ActionBar
            primary={
              <LinkButton kind="primary" wide href={`/groups/${g}/founding/${group.vote?.passed ? 'intake' : 'vote'}`}>
                {t('founding.next.part', { part: t(`founding.part.${group.vote?.passed ? 'intake' : 'vote'}`) })}
              </LinkButton>
            }
          />
        )
      }
    >
      <SavingProblem saving={saving} />
      <ClosedGate g={g} gate={gate} />
      <p class="committee-count">
        <b class="figure">{new Set(seats.map((seat) => seat.member)).size}</b> {t('founding.committee.people')}
        <span class="quiet small"> {t('founding.committee.size')}</span>
      </p>
      <ul class="office-list card card-flush">
        {singleOffices.map((office) =>
          row(
            office,
            seats.find((seat) => seat.office === office),
          ),
        )}
        {seats.filter((seat) => seat.office === 'member').map((seat) => row('member', seat))}
        <li class="office-add">
          <Button kind="quiet" icon="plus" disabled={!gate.open} onPress={() => setPicking({ office: 'member' })}>
            {t('founding.committee.add-member')}
          </Button>
        </li>
      </ul>
      {seats.length > 0 &&
        problems.map((problem) => {
          const member = problem.field === undefined ? undefined : memberById.get(problem.field);
          return (
            <Banner key={`${problem.code}-${problem.field ?? ''}`} tone={problem.weight === 'hint' ? 'info' : 'attention'} announce>
              {member && (
                <>
                  <b>
                    <PersonName parts={nameParts(member.person)} />
                  </b>{' '}
                </>
              )}
              {words(problem)}
            </Banner>
          );
        })}
      {chosen.length > 0 && (
        <SegmentedControl
          label={t('founding.committee.term')}
          value={years}
          onChoose={(next) => keep({ years: next })}
          choices={(['0', '1', '2'] as const).map((value) => ({ value, label: t(`founding.committee.years-${value}`) }))}
        />
      )}
      {picking !== undefined && (
        <MemberPicker
          title={t('founding.committee.choose', { office: t(`founding.office.${picking.office}`) })}
          members={members.filter((member) => member.state === 'accepted' && member.kind === 'person')}
          officeOf={(id) => {
            const seat = seats.find((each) => each.member === id);
            return seat === undefined ? undefined : t(`founding.office.${seat.office}`);
          }}
          onPick={choose}
          onClose={() => setPicking(undefined)}
          notFound={(query) => t('founding.committee.not-member', { query })}
          nameOf={(member) => plainName(member.person)}
        />
      )}
    </FoundingFrame>
  );
}

function firstVacant(seats: readonly SeatOnScreen[]): Office {
  return singleOffices.find((office) => !seats.some((seat) => seat.office === office)) ?? 'member';
}
