/** The end of the intake: numbers for everybody accepted, in one tap, in the lane of this phone; a number is never changed afterwards. */
import { numbersFor } from '../../../domain/member-number.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { inOrderOfComing, plainName } from '../../words/member-name.ts';
import type { Founding } from './use-founding.ts';
import { PhonePlaceIfOpen, useLane } from './phone-place.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

/** A list of numbers is read more easily as its ends. */
export function numbersInWords(numbers: readonly number[]): string {
  const [first] = numbers;
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return '';
  return first === last ? String(first) : `${first}–${last}`;
}

export interface NumberSheetProps {
  founding: Founding;
  /** somebody still stands in the form */
  unsaved: string | undefined;
  onClose: () => void;
}

export function NumberSheet({ founding, unsaved, onClose }: NumberSheetProps) {
  const t = useText();
  const { g, group, members } = founding;
  const recorder = useRecorder(g);
  const phone = useLane(g, founding.actsOn);
  const { lane } = phone;
  const saving = useSaving();
  const waiting = inOrderOfComing(members.filter((member) => member.state === 'accepted' && member.no === undefined));
  const rows = lane === undefined ? [] : numbersFor(waiting, members, lane);
  const give = () => saving.run(() => recorder.save([recorder.act('member.number', { rows })]));

  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('founding.number.title')}
      closeLabel={t('common.close')}
      actions={
        waiting.length > 0 ? (
          <Button
            kind="primary"
            wide
            disabled={lane === undefined}
            busy={saving.busy}
            busyLabel={t('common.saving')}
            onPress={() => void give()}
          >
            {t('founding.number.give', { n: waiting.length })}
          </Button>
        ) : (
          <LinkButton kind="primary" wide href={`/groups/${g}/founding/committee`}>
            {t('founding.next.part', { part: t('founding.part.committee') })}
          </LinkButton>
        )
      }
    >
      <StatTiles
        tiles={[
          { label: t('founding.tally.accepted'), value: group.members.accepted },
          { label: t('founding.tally.pending'), value: group.members.pending, tone: group.members.pending > 0 ? 'attention' : 'normal' },
          { label: t('founding.number.numbered'), value: group.members.numbered },
        ]}
      />
      <SavingProblem saving={saving} />
      {unsaved !== undefined && (
        <Banner tone="attention" title={t('founding.number.unsaved', { name: unsaved })}>
          {t('founding.number.unsaved-so')}
        </Banner>
      )}
      {waiting.length > 0 ? (
        <>
          <TakenNumbers members={waiting} />
          <PhonePlaceIfOpen lane={phone} />
          {lane !== undefined && (
            <p>
              {t(lane === 'all' ? 'founding.number.will' : `founding.number.will-${lane}`, {
                numbers: numbersInWords(rows.map(({ no }) => no)),
              })}
            </p>
          )}
          <p class="quiet">{t('founding.number.fixed')}</p>
        </>
      ) : (
        <p>{t('founding.number.done', { n: group.members.numbered })}</p>
      )}
      {group.members.pending > 0 && <p class="quiet">{t('founding.number.pending', { n: group.members.pending })}</p>}
    </BottomSheet>
  );
}

/** Numbers that were said here and belong to somebody of the other phone: the person must hear of it, and the passbook be changed. */
function TakenNumbers({ members }: { members: readonly MemberRow[] }) {
  const t = useText();
  const taken = members.filter((member) => member.takenNo !== undefined);
  if (taken.length === 0) return null;
  return (
    <Banner tone="attention" title={t('founding.number.taken')}>
      <ul class="plain-list">
        {taken.map((member) => (
          <li key={member.id}>{t('founding.number.taken-of', { name: plainName(member.person), no: member.takenNo! })}</li>
        ))}
      </ul>
    </Banner>
  );
}
