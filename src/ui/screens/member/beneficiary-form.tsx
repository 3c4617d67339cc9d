/** Who gets a member's savings when he dies: names, relation and shares that are together the whole (case 40). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { readBeneficiaries, type BeneficiaryForm as Line } from '../../../domain/leave-check.ts';
import { splitByLargestRemainder } from '../../../domain/money.ts';
import { formatPercent, wholeBasisPoints } from '../../../domain/percent-share.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { FieldGroup, FieldRow } from '../../parts/field.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { nameParts } from '../../words/member-name.ts';
import { TaskForm } from './task-form.tsx';

const most = 10;
const emptyLine: Line = { name: '', relation: '', share: '' };

export function BeneficiaryForm({ group, member, home }: { group: GroupRow; member: MemberRow; home: string }) {
  const t = useText();
  const problem = useProblemText();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const known = (member.beneficiaries ?? []).map(({ name = '', relation = '', share }) => ({
    name,
    relation,
    share: formatPercent(share),
  }));
  const blank: { lines: readonly Line[] } = { lines: known.length === 0 ? [{ ...emptyLine, share: '100' }] : known };
  const draft = useDraft(`member-beneficiaries:${member.id}`, blank);
  const { lines } = draft.value ?? blank;
  // a line without any word is nobody
  const named = lines.filter(({ name, share }) => name.trim() !== '' || share.trim() !== '');
  const { shares, sum, problems } = readBeneficiaries(named);
  const hasSumProblem = problems.some(({ field }) => field === 'sum');
  const errorAt = (line: Line, field: 'name' | 'share') => {
    const found = problems.find((each) => each.field === field && each.facts?.['line'] === named.indexOf(line));
    return tried && found !== undefined ? problem(found.code) : undefined;
  };
  const change = (index: number, part: Partial<Line>) =>
    draft.set({ lines: lines.map((line, at) => (at === index ? { ...line, ...part } : line)) });
  const divide = () => {
    const parts = splitByLargestRemainder(wholeBasisPoints, lines.map(() => 1)); // prettier-ignore
    draft.set({ lines: lines.map((line, index) => ({ ...line, share: formatPercent(parts[index] ?? 0) })) });
  };

  const save = () => {
    setTried(true);
    if (isRefused(problems)) return false;
    const people = named.map(({ name, relation }) => ({
      name: name.trim(),
      ...(relation.trim() === '' ? {} : { relation: relation.trim() }),
    }));
    void saving.run(async () => {
      const wanted = shares.filter((share) => share !== undefined);
      await recorder.save([recorder.act('member.beneficiaries', { member: member.id, shares: wanted }, { people })], draft);
      showToast({ text: t('member.beneficiaries.saved'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('member.beneficiaries.change')}
      subtitle={<PersonName parts={nameParts(member.person)} />}
      back={home}
      save={t('member.beneficiaries.save')}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      <p class="quiet">{t('member.beneficiaries.why')}</p>
      {lines.map((line, index) => (
        <Card key={index}>
          <FieldGroup label={t('member.beneficiary.n', { n: index + 1 })}>
            <div class="stack">
              <TextField
                label={t('member.beneficiary.name')}
                value={line.name}
                maxLength={100}
                onText={(name) => change(index, { name })}
                error={errorAt(line, 'name')}
              />
              <FieldRow>
                <TextField
                  label={t('member.beneficiary.relation')}
                  value={line.relation}
                  maxLength={60}
                  onText={(relation) => change(index, { relation })}
                />
                <TextField
                  label={t('member.beneficiary.share')}
                  unit="%"
                  value={line.share}
                  maxLength={8}
                  onText={(share) => change(index, { share })}
                  error={errorAt(line, 'share')}
                />
              </FieldRow>
              {lines.length > 1 && (
                <Button kind="quiet" icon="minus" onPress={() => draft.set({ lines: lines.filter((_, at) => at !== index) })}>
                  {t('member.beneficiary.remove')}
                </Button>
              )}
            </div>
          </FieldGroup>
        </Card>
      ))}
      <div class="quiet-end">
        {lines.length < most && (
          <Button kind="quiet" icon="plus" onPress={() => draft.set({ lines: [...lines, emptyLine] })}>
            {t('member.beneficiary.add')}
          </Button>
        )}
        {lines.length > 1 && (
          <Button kind="quiet" onPress={divide}>
            {t('member.beneficiary.divide')}
          </Button>
        )}
      </div>
      <div class={hasSumProblem ? 'has-error' : undefined}>
        <p role="status">{t('member.beneficiary.sum', { sum: formatPercent(sum) })}</p>
        {hasSumProblem && <p class="error">{t('member.beneficiary.not-whole', { sum: formatPercent(sum) })}</p>}
      </div>
    </TaskForm>
  );
}
