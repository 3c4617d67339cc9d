/** The particulars of a member, filled in or corrected any time; only what was changed here is recorded (`member.set`). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { IntakeField, IntakeScene } from '../../../domain/intake.ts';
import { isMinorOn, type MaritalStatus } from '../../../domain/minor.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { useRows } from '../../use-store.ts';
import { nameParts } from '../../words/member-name.ts';
import { useSaving } from '../../use-saving.tsx';
import { DateField } from '../../fields/date-field.tsx';
import { BirthField } from '../../fields/date-field.tsx';
import { NameFields } from './name-fields.tsx';
import { NationalIdField } from './national-id.tsx';
import { changeOf, openPersonal, readPersonal, type PersonalDraft, type PersonalValues } from './personal-values.ts';
import { useProblemText } from '../../problem-text.ts';
import { TaskForm } from './task-form.tsx';

const maritalStatuses: readonly MaritalStatus[] = ['single', 'registered', 'customary', 'widowed', 'divorced', 'unknown'];
const idStatuses: readonly MemberRow['idStatus'][] = ['given', 'later', 'none', 'refused'];
const memberTypes: readonly MemberRow['memberType'][] = ['ordinary', 'extraordinary', 'honorary'];

export interface PersonalFormProps {
  group: GroupRow;
  member: MemberRow;
  home: string;
}

export function PersonalForm({ group, member, home }: PersonalFormProps) {
  const t = useText();
  const words = useProblemText();
  const { query, route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const members = useRows(group.id, 'member');
  const [tried, setTried] = useState(false);
  const draft = useDraft<PersonalDraft>(`member-set:${member.id}`, openFor(member, group, query['field']));
  const form = draft.value;
  if (form === undefined || members === undefined)
    return (
      <Screen title={t('member.edit')} back={home} task focusKey="edit">
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );

  const { values } = form;
  const others = members.filter((row) => row.id !== member.id);
  const scene: Omit<IntakeScene, 'interestOnly'> = { member: member.id, appliedOn: todayOn, members: others };
  const intake = readPersonal(values, member.kind, scene);
  const change = changeOf(intake, readPersonal(form.opened, member.kind, { ...scene, members: [] }), form);
  const lacksId = values.idStatus === 'given' && values.nationalId.trim() === '';
  const refused = isRefused(intake.problems) || lacksId;
  const set = (part: Partial<PersonalValues>) => draft.set({ values: { ...values, ...part } });
  const error = (field: IntakeField) => {
    const problem = tried ? intake.problems.find((each) => each.field === field && each.weight === 'refused') : undefined;
    return problem && words(problem);
  };
  const hint = (field: IntakeField) => {
    const problem = intake.problems.find((each) => each.field === field && each.weight === 'hint' && each.code !== 'house-no-missing');
    return problem === undefined ? undefined : words(problem);
  };
  const double = intake.problems.find((problem) => problem.code === 'same-national-id');
  const holder = others.find((row) => row.id === double?.facts?.['member']);
  const needsCourtOrder = values.courtOrderSeen || intake.problems.some((problem) => problem.code === 'needs-court-order');
  const birth = values.birth;
  const becomesMinor =
    member.state === 'accepted' &&
    !member.minorAtJoining &&
    member.kind === 'person' &&
    birth !== undefined &&
    isMinorOn(
      {
        ...birth,
        ...(values.maritalStatus === undefined ? {} : { maritalStatus: values.maritalStatus }),
        ...(values.marriageRegisteredOn === undefined ? {} : { marriageRegisteredOn: values.marriageRegisteredOn }),
        courtOrderSeen: values.courtOrderSeen,
      },
      member.appliedOn,
    );
  const isPerson = member.kind === 'person';
  const wasRegistered = values.maritalStatus === 'registered' || values.maritalStatus === 'widowed' || values.maritalStatus === 'divorced';
  /** the day only decides anything for who was not yet twenty when applying */
  const asksForMarriageDay =
    wasRegistered && (values.marriageRegisteredOn !== undefined || birth === undefined || isMinorOn(birth, member.appliedOn));

  const save = () => {
    setTried(true);
    if (refused) return false;
    void saving.run(async () => {
      const { base, plain, personal, emptied } = change;
      const basesOf = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, base[field] ?? null]));
      const set = [...Object.keys(plain), ...Object.keys(personal)];
      if (change.count > 0)
        await recorder.save(
          [
            ...(set.length === 0
              ? []
              : [recorder.act('member.set', { member: member.id, base: basesOf(set), fields: plain }, { fields: personal })]),
            ...(emptied.length === 0
              ? []
              : [recorder.act('member.clear', { member: member.id, base: basesOf(emptied), fields: [...emptied] })]),
          ],
          draft,
        );
      showToast({ text: t(change.count > 0 ? 'member.edit.saved' : 'member.edit.nothing'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('member.edit')}
      subtitle={<PersonName parts={nameParts(member.person)} />}
      back={home}
      save={change.count > 0 ? t('member.edit.save', { n: change.count }) : t('member.edit.save-none')}
      saving={saving}
      onSave={save}
      draft={draft}
      firstField={query['field']}
    >
      <Card>
        <div class="stack">
          <NameFields isPerson={isPerson} values={values} sameName={hint('firstName')} onChange={set} error={error} />
        </div>
      </Card>
      {isPerson && (
        <Card>
          <div class="stack">
            <div data-field="bornOn">
              <BirthField
                label={t('member.field.bornOn')}
                birth={values.birth}
                onBirth={(next) => set({ birth: next })}
                error={error('birth')}
                hint={hint('birth') ?? t('member.birth.hint')}
              />
            </div>
            <SelectField
              label={t('member.field.maritalStatus')}
              value={values.maritalStatus}
              placeholder={t('member.marital.unsaid')}
              onChoose={(maritalStatus) => set({ maritalStatus })}
              options={maritalStatuses.map((value) => ({ value, label: t(`member.marital.${value}`) }))}
            />
            {asksForMarriageDay && (
              <DateField
                label={t('member.field.marriageRegisteredOn')}
                hint={t('member.marriage.hint')}
                on={values.marriageRegisteredOn}
                onDay={(marriageRegisteredOn) => set({ marriageRegisteredOn })}
              />
            )}
            {values.maritalStatus === 'customary' && <p class="hint">{t('member.marriage.customary')}</p>}
            {needsCourtOrder && (
              <CheckRow
                label={t('member.court-order')}
                detail={t('member.court-order.why')}
                checked={values.courtOrderSeen}
                onCheck={(courtOrderSeen) => set({ courtOrderSeen })}
              />
            )}
            {becomesMinor && (
              <Banner tone="attention" icon="child" title={t('member.becomes-minor')}>
                {t('member.becomes-minor.why')}
              </Banner>
            )}
          </div>
        </Card>
      )}
      <Card>
        <div class="stack">
          <FieldRow split="wide-first">
            <TextField
              label={t('member.field.houseNo')}
              name="houseNo"
              value={values.houseNo}
              placeholder="123/4"
              error={error('houseNo')}
              onText={(houseNo) => set({ houseNo })}
            />
            <TextField label={t('member.field.moo')} inputMode="numeric" maxLength={2} value={values.moo} onText={(moo) => set({ moo })} />
          </FieldRow>
          <TextField
            label={t('member.field.phone')}
            mark={t('common.optional')}
            name="phone"
            type="tel"
            inputMode="tel"
            value={values.phone}
            error={error('phone')}
            onText={(phone) => set({ phone })}
          />
        </div>
      </Card>
      {isPerson && (
        <Card>
          <div class="stack">
            <SelectField
              label={t('member.field.idStatus')}
              hint={t('member.id.why')}
              value={values.idStatus}
              onChoose={(idStatus) => set({ idStatus })}
              options={idStatuses.map((value) => ({ value, label: t(`member.id-status.${value}`) }))}
            />
            {values.idStatus === 'given' && (
              <NationalIdField
                value={values.nationalId}
                error={
                  tried && lacksId
                    ? words('empty-id')
                    : values.nationalId.trim() === ''
                      ? undefined
                      : idError(intake.problems, words, tried)
                }
                onText={(nationalId) => set({ nationalId })}
                onLater={() => set({ idStatus: 'later', nationalId: form.opened.nationalId })}
              />
            )}
            {holder !== undefined && (
              <Banner tone="stop" title={t('member.double')}>
                <a href={`/groups/${group.id}/members/${holder.id}`}>
                  <PersonName parts={nameParts(holder.person)} />
                  {holder.no !== undefined && ` · ${t('member.no', { no: holder.no })}`}
                </a>
              </Banner>
            )}
          </div>
        </Card>
      )}
      <Card>
        <SelectField
          label={t('member.field.memberType')}
          hint={t(`member.type.${values.memberType}.hint`)}
          value={values.memberType}
          onChoose={(memberType) => set({ memberType })}
          options={memberTypes.map((value) => ({ value, label: t(`member.type.${value}`) }))}
        />
      </Card>
    </TaskForm>
  );
}

/** Who comes to fill in the number finds the box for it. */
function openFor(member: MemberRow, group: GroupRow, field: string | undefined): PersonalDraft {
  const draft = openPersonal(member, group.village.moo);
  return field === 'nationalId' ? { ...draft, values: { ...draft.values, idStatus: 'given' } } : draft;
}

/** A full number is judged at once; a shorter one only when saving, because somebody may still be typing. */
function idError(
  problems: ReturnType<typeof readPersonal>['problems'],
  words: ReturnType<typeof useProblemText>,
  tried: boolean,
): string | undefined {
  const problem = problems.find((each) => each.field === 'nationalId' && each.weight === 'refused');
  if (problem === undefined || (!tried && (problem.code === 'not-13-digits' || problem.code === 'not-digits'))) return undefined;
  return words(problem);
}
