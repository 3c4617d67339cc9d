/** One member at a glance: number, promise and savings; what waits for somebody, and the next thing to do. */
import type { ComponentChildren } from 'preact';
import { formatBaht } from '../../../domain/money.ts';
import { canDo } from '../../../domain/gate.ts';
import { givenNationalId } from '../../../domain/member.ts';
import { nextNumbers, usedNumbers } from '../../../domain/member-number.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { monthOf, shiftMonth } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useRows, useWithQueue } from '../../use-store.ts';
import { PhonePlaceIfOpen, useLane } from '../founding/phone-place.tsx';
import { useWords } from '../../words/use-words.ts';
import { nameParts } from '../../words/member-name.ts';
import { unbroken } from '../../words/unbroken.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { FieldConflicts } from '../group/conflict-card.tsx';
import { useReadsOnly } from '../group/books-gate.tsx';
import { canErase } from './erase-form.tsx';
import { MemberFolds } from './member-folds.tsx';
import { useIsInOtherGroup } from './national-id.tsx';
import { majorityOf, missingFields, pledgeNow, pledgeToCome, signingAgain } from './standing.ts';
import { useTopOfPage } from './top-of-page.ts';

const toneByState: Record<MemberRow['state'], TagTone> = {
  accepted: 'done',
  'pending-consent': 'waiting',
  interested: 'plain',
  left: 'plain',
};

export function MemberView({ group, member, home }: { group: GroupRow; member: MemberRow; home: string }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const saving = useSaving();
  useTopOfPage(member.id);
  const { store, me } = useApp();
  const recorder = useRecorder(group.id);
  const isWaiting = useWithQueue(async (phone) => member.erased !== undefined && phone.isWaiting(group.id), [group.id, member.erased]);
  const phone = useLane(group.id, todayOn);
  const { lane } = phone;
  const consents = (useRows(group.id, 'consent') ?? []).filter((consent) => consent.member === member.id);
  // the office knows every group; this phone knows its own at once, without signal
  const isInOwnGroup = useIsInOtherGroup(group.id, givenNationalId(member));
  const isElsewhere = member.elsewhere === true || isInOwnGroup;
  const missing = missingFields(member);
  const signing = signingAgain(member, group.pledgeDay, todayOn);
  const pledge = pledgeNow(member, todayOn) ?? pledgeToCome(member, todayOn)?.amount ?? member.intendedPledge;
  const isMember = member.state === 'accepted' || member.state === 'left';
  const flags = (member.flags ?? []).filter((flag) => flag !== 'same-field-differs');

  const giveNumber = async () => {
    if (lane === undefined) return;
    const [no] = nextNumbers(usedNumbers(await store.rows(group.id, 'member')), lane, 1);
    if (no === undefined) return;
    const saved = await saving.run(() => recorder.save([recorder.act('member.number', { rows: [{ member: member.id, no }] })]));
    if (saved) showToast({ text: t('member.number.given', { no }), icon: 'check' });
  };
  const signNow = async () => {
    const amount = pledgeNow(member, todayOn);
    if (amount === undefined) return;
    const effectiveFrom = shiftMonth(monthOf(todayOn), 1);
    const saved = await saving.run(() =>
      recorder.save([recorder.act('pledge.decide', { member: member.id, amount, effectiveFrom, decidedOn: todayOn, decidedBy: 'member' })]),
    );
    if (saved) showToast({ text: t('member.signs-again.saved'), icon: 'check' });
  };

  /** Who came of age while waiting for a guardian signs for himself. */
  const hasGrown = member.state === 'pending-consent' && majorityOf(member, todayOn)?.state === 'adult';
  const applyAsAdult = async () => {
    const amount = member.intendedPledge;
    const saved = await saving.run(() =>
      recorder.save([
        recorder.act('member.apply', { member: member.id, appliedOn: todayOn }),
        ...(amount === undefined
          ? []
          : [
              recorder.act('pledge.decide', {
                member: member.id,
                amount,
                effectiveFrom: monthOf(todayOn),
                decidedOn: todayOn,
                decidedBy: 'member',
              }),
            ]),
      ]),
    );
    if (saved) showToast({ text: t('member.consent.saved-member'), icon: 'check' });
  };

  const link = (task: string, label: string) => (
    <LinkButton href={`${home}?do=${task}`} kind="primary" wide>
      {label}
    </LinkButton>
  );
  const button = (label: string, press: () => Promise<void>, disabled = false) => (
    <Button kind="primary" wide disabled={disabled} busy={saving.busy} busyLabel={t('common.saving')} onPress={() => void press()}>
      {label}
    </Button>
  );
  const primary = (): ComponentChildren => {
    if (member.state === 'left') return undefined;
    if (hasGrown) return button(t('member.grown.record'), applyAsAdult);
    if (member.state === 'pending-consent') return link('consent', t('member.consent.title'));
    if (member.state === 'interested') return canDo(group, 'intake').open ? link('apply', t('member.apply')) : undefined;
    if (member.no === undefined) return button(t('member.number.give'), giveNumber, lane === undefined);
    if (signing?.isAdult === true) return button(t('member.signs-again.record'), signNow);
    const [first] = missing.filter((field) => field !== 'phone');
    return first === undefined ? undefined : link(`edit&field=${first}`, t('member.missing.action'));
  };
  const readsOnly = useReadsOnly(group);
  const action = readsOnly ? undefined : primary();

  return (
    <Screen
      title={<PersonName parts={nameParts(member.person)} />}
      subtitle={group.name}
      back={`/groups/${group.id}?tab=members`}
      focusKey={member.id}
      actionBar={action === undefined ? undefined : <ActionBar primary={action} />}
    >
      <p class="member-standing">
        <Tag tone={toneByState[member.state]}>{t(`member.state.${member.state}`)}</Tag>
        <span class="quiet">{standingLine(member, t, (on) => words.day(on))}</span>
      </p>
      <SavingProblem saving={saving} />
      {member.state === 'accepted' && member.no === undefined && <PhonePlaceIfOpen lane={phone} />}
      <FieldConflicts g={group.id} row={`member:${member.id}`} conflicts={member.conflicts} />
      {flags.length > 0 && (
        <Banner tone="attention" title={t('member.flags')}>
          <ul class="plain-lines">
            {flags.map((flag) => (
              <li key={flag}>
                {t(`group.flag.${flag}`)}
                {flag === 'number-taken' && member.takenNo !== undefined && ` · ${t('group.taken-no', { no: member.takenNo })}`}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {member.erased?.on !== undefined && (
        <Banner tone="info" icon="shield" title={t('member.erased.on', { day: unbroken(words.day(member.erased.on)) })}>
          {t('member.erased.why')} {isWaiting === true && t('member.erased.waiting')}
        </Banner>
      )}
      {member.state === 'pending-consent' && (
        <Banner tone="attention" icon="child" title={t('member.pending')}>
          {t(hasGrown ? 'member.grown' : 'member.pending.why')}
        </Banner>
      )}
      {member.state === 'interested' && (
        <Banner tone="info" title={t(member.waitsForVote === true ? 'member.waits-for-vote' : 'member.interested')}>
          {t(canDo(group, 'intake').open ? 'member.interested.open' : 'member.interested.why')}
        </Banner>
      )}
      {signing !== undefined && (
        <Banner tone="attention" icon="pen" title={t('member.signs-again')}>
          {t(signing.isAdult ? 'member.signs-again.now' : 'member.signs-again.soon', {
            day: words.day(signing.adultFrom),
            meeting: signing.askOn === undefined ? '' : words.day(signing.askOn),
          })}
        </Banner>
      )}
      {isMember && (
        <StatTiles
          tiles={[
            { label: t('member.tile.no'), value: member.no ?? '–' },
            {
              label: t('member.tile.pledge'),
              value: pledge === undefined ? '–' : formatBaht(pledge, { wholeBaht: 'short' }),
              unit: t('common.unit.baht'),
            },
            { label: t('member.tile.saved'), value: formatBaht(member.savedSatang, { wholeBaht: 'short' }), unit: t('common.unit.baht') },
          ]}
        />
      )}
      {isElsewhere && (
        <p class="side-note">
          <Icon name="users" size="small" /> {t('member.elsewhere')}
        </p>
      )}
      {missing.length > 0 && !readsOnly && (
        <section class="missing" aria-label={t('member.missing')}>
          <p>{t('member.missing')}</p>
          <ul>
            {missing.map((field) => (
              <li key={field}>
                <a class="filter-chip" href={`${home}?do=edit&field=${field}`}>
                  <span class="chip chip-plain">
                    <Icon name="plus" size="small" />
                    {t(`member.field.${field}`)}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <MemberFolds group={group} member={member} home={home} consents={consents} pledge={pledge} />
      <div class="quiet-end">
        <LinkButton kind="quiet" icon="shield" href={`${home}?view=data`}>
          {t('member.data')}
        </LinkButton>
        <LinkButton kind="quiet" icon="print" href={`/print/application/${group.id}?member=${member.id}`}>
          {t('member.print.application')}
        </LinkButton>
        {(member.minorAtJoining || majorityOf(member, todayOn)?.state === 'minor') && (
          <LinkButton kind="quiet" icon="print" href={`/print/consent/${group.id}?member=${member.id}`}>
            {t('member.print.consent')}
          </LinkButton>
        )}
        {member.state !== 'left' && (
          <LinkButton kind="quiet" href={`${home}?do=leave`}>
            {t(member.state === 'accepted' ? 'member.leave' : 'member.leave.application')}
          </LinkButton>
        )}
        {canErase(me, member) && (
          <LinkButton kind="quiet" href={`${home}?do=erase`}>
            {t('member.erase')}
          </LinkButton>
        )}
      </div>
    </Screen>
  );
}

function standingLine(member: MemberRow, t: ReturnType<typeof useText>, day: (on: string) => string): string {
  if (member.state === 'left' && member.leftOn !== undefined && member.leftReason !== undefined) {
    return t('member.standing.left', { reason: t(`member.left.${member.leftReason}`), day: day(member.leftOn) });
  }
  if (member.joinedOn !== undefined) return t('member.standing.joined', { day: day(member.joinedOn) });
  return t(member.state === 'interested' ? 'member.standing.listed' : 'member.standing.applied', { day: day(member.appliedOn) });
}
