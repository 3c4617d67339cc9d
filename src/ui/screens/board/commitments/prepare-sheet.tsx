/** Preparing commitments, one or a whole district's at once: who signs with whom, how many groups, where, from when until when. */
import { useState } from 'preact/hooks';
import { workflow } from '../../../../content/workflow.ts';
import { commitmentOf, findCommitmentProblems, guidelinePage, type CommitmentForm } from '../../../../domain/commitment.ts';
import type { CampaignRow } from '../../../../domain/row.ts';
import type { BoardPerson } from '../../../../protocol/people.ts';
import type { VillageType } from '../../../../domain/vocabulary.ts';
import { useApp, useRecorder, useText } from '../../../app-context.ts';
import { acceptorPositionOf, issuerPositionIn } from '../../../commitment/clauses.ts';
import type { AreaRow } from '../../../commitment/use-area-rows.ts';
import { useAreaStream } from '../../../commitment/use-area-rows.ts';
import { DateField } from '../../../fields/date-field.tsx';
import { NumberField } from '../../../fields/number-field.tsx';
import { Banner } from '../../../parts/banner.tsx';
import { CheckRow } from '../../../parts/check-row.tsx';
import { FieldGroup } from '../../../parts/field.tsx';
import { TextField } from '../../../parts/text-field.tsx';
import { showToast } from '../../../parts/toast.tsx';
import { useProblemText } from '../../../problem-text.ts';
import { SavingProblem, useSaving } from '../../../use-saving.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useOfficeAct } from '../people/use-people.ts';
import { SheetForm } from '../board-sheet-form.tsx';

export interface PrepareSheetProps {
  /** of the person who prepares: a chief's district, or the province for one of its districts */
  area: string;
  district: string;
  campaign: CampaignRow;
  people: readonly BoardPerson[];
  existing: readonly AreaRow<'commitment'>[];
  onDone: () => void;
  onClose: () => void;
}

export function PrepareSheet({ area, district, campaign, people, existing, onDone, onClose }: PrepareSheetProps) {
  const t = useText();
  const { me, newId } = useApp();
  const words = useWords();
  const problemText = useProblemText();
  const stream = useAreaStream(district);
  const recorder = useRecorder(stream ?? '');
  const saving = useSaving();
  const office = useOfficeAct();
  const rows = existing.map(({ row }) => row);
  const [form, setForm] = useState<CommitmentForm>({
    issuerName: me.name,
    issuerUser: me.user,
    acceptors: people
      .filter(({ user }) => user !== me.user && commitmentOf(rows, user, campaign.code) === undefined)
      .map(({ user }) => user),
    target: Math.max(1, campaign.targetPerOfficer),
    villageTypes: [],
    villageTypeNote: '',
    from: campaign.commitmentFrom,
    to: campaign.commitmentTo,
  });
  const [position, setPosition] = useState(issuerPositionIn(area));
  const [toStudy, setToStudy] = useState(true);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<CommitmentForm>) => setForm((before) => ({ ...before, ...part }));
  const problems = findCommitmentProblems(form);
  const errorOf = (field: (typeof problems)[number]['field']): string | undefined => {
    const problem = tried ? problems.find((each) => each.field === field && each.weight === 'refused') : undefined;
    return problem && problemText(problem);
  };
  const hasRead = (person: BoardPerson) => person.guide.read.some(({ page }) => page === guidelinePage);
  const unread = people.filter((person) => form.acceptors.includes(person.user) && !hasRead(person));

  const prepare = async () => {
    setTried(true);
    const { target, from, to } = form;
    if (problems.some(({ weight }) => weight === 'refused') || target === undefined || from === undefined || to === undefined) return;
    if (position.trim() === '' || stream === undefined) return;
    const note = form.villageTypeNote.trim();
    const acts = people
      .filter(({ user }) => form.acceptors.includes(user))
      .map((person) =>
        recorder.act(
          'commitment.prepare',
          {
            commitment: newId(),
            campaign: campaign.code,
            issuer: { ...(form.issuerUser !== undefined && { user: form.issuerUser }), position: position.trim() },
            acceptor: {
              user: person.user,
              position: acceptorPositionOf(person.grants.find(({ state }) => state === 'in-force')?.role ?? ''),
            },
            target,
            villageTypes: [...form.villageTypes],
            ...(note !== '' && { villageTypeNote: note }),
            from,
            to,
          },
          { issuer: form.issuerName.trim(), acceptor: person.name },
        ),
      );
    if (!(await saving.run(() => recorder.save(acts)))) return;
    // asking to study is a word to each person, which the office itself writes; without signal the commitments are prepared all the same
    const asked =
      !toStudy || unread.length === 0 || (await office.ask('assign', { users: unread.map(({ user }) => user), page: guidelinePage }));
    showToast({ text: t(asked ? 'commitment.prepared' : 'commitment.prepared.not-asked', { n: acts.length }), icon: 'check' });
    onDone();
  };

  return (
    <SheetForm
      title={t('commitment.prepare.title')}
      save={t('commitment.prepare.action', { n: form.acceptors.length })}
      busy={saving.busy || office.busy}
      busyLabel={t('common.saving')}
      onSave={() => void prepare()}
      onClose={onClose}
    >
      <SavingProblem saving={saving} />
      <FieldGroup label={t('commitment.acceptors', { n: form.acceptors.length })} error={errorOf('acceptors')}>
        <div class="people-checks">
          {people
            .filter(({ user }) => user !== me.user)
            .map((person) => {
              const before = commitmentOf(rows, person.user, campaign.code);
              return (
                <CheckRow
                  key={person.user}
                  label={person.name}
                  detail={
                    before === undefined ? (hasRead(person) ? t('commitment.read') : t('commitment.not-read')) : t('commitment.has-one')
                  }
                  checked={form.acceptors.includes(person.user)}
                  onCheck={(isChosen) =>
                    change({
                      acceptors: isChosen ? [...form.acceptors, person.user] : form.acceptors.filter((user) => user !== person.user),
                    })
                  }
                />
              );
            })}
        </div>
      </FieldGroup>
      {unread.length > 0 && <Banner tone="attention">{t('commitment.clause-4', { n: unread.length })}</Banner>}
      <CheckRow label={t('commitment.to-study')} detail={t('commitment.to-study.why')} checked={toStudy} onCheck={setToStudy} />
      <TextField
        label={t('commitment.issuer')}
        hint={t('commitment.issuer.hint')}
        value={form.issuerName}
        maxLength={200}
        error={errorOf('issuer')}
        onText={(issuerName) => change({ issuerName, issuerUser: issuerName.trim() === me.name ? me.user : undefined })}
      />
      <TextField
        label={t('commitment.position')}
        value={position}
        maxLength={200}
        error={tried && position.trim() === '' ? t('commitment.position.missing') : undefined}
        onText={setPosition}
      />
      <NumberField
        label={t('commitment.target')}
        count={form.target}
        unit={t('common.unit.groups', { n: form.target ?? 0 })}
        error={errorOf('target')}
        onCount={(target) => change({ target })}
      />
      <FieldGroup label={t('commitment.villages')} mark={t('common.optional')}>
        <div class="people-checks">
          {workflow.villageTypes.map(({ value, label }) => (
            <CheckRow
              key={value}
              label={words.say(label)}
              checked={form.villageTypes.includes(value)}
              onCheck={(isChosen) => change({ villageTypes: toggled(form.villageTypes, value, isChosen) })}
            />
          ))}
        </div>
      </FieldGroup>
      {form.villageTypes.includes('other') && (
        <TextField
          label={t('group.new.other-note')}
          note={problems.some(({ field }) => field === 'villageTypeNote') && t('group.new.other-note.missing')}
          value={form.villageTypeNote}
          maxLength={1000}
          onText={(villageTypeNote) => change({ villageTypeNote })}
        />
      )}
      <DateField label={t('commitment.from')} on={form.from} error={errorOf('from')} onDay={(from) => change({ from })} />
      <DateField label={t('commitment.to')} on={form.to} error={errorOf('to')} onDay={(to) => change({ to })} />
    </SheetForm>
  );
}

function toggled(types: readonly VillageType[], type: VillageType, isChosen: boolean): readonly VillageType[] {
  return isChosen ? [...types, type] : types.filter((each) => each !== type);
}
