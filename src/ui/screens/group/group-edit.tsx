/** A group's own facts, corrected any time: name, village, its types, the totals of paper books; only what was changed is recorded (`group.set`). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { GroupRow } from '../../../domain/row.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { PledgeDayFields } from '../../fields/pledge-day-fields.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { GroupFields } from './group-fields.tsx';
import { groupChangeOf, openGroup, type GroupDraft, type GroupValues } from './group-values.ts';
import { shortNameOf } from './in-words.ts';
import { findNewGroupProblems, nameFromVillage, villageNameOf } from './new-group-form.ts';
import '../../style/screens/member.css';

export function GroupEdit({ group }: { group: GroupRow }) {
  const t = useText();
  const todayOn = useToday();
  const { route, query } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const ban = t('group.new.ban');
  const suggestedFor = (village: string) => nameFromVillage(village, ban, t('group.new.name-prefix'));
  const wordsOf = (values: GroupValues) => {
    const village = villageNameOf(values, ban);
    return { village, name: values.name.trim() || suggestedFor(village) };
  };
  const opened = openGroup(group, group.name === suggestedFor(villageNameOf({ village: group.village.name }, ban)) ? '' : group.name);
  // whoever comes to say what is left now says it of today
  const isOfToday = query['as-of'] === 'today';
  const draft = useDraft<GroupDraft>(
    `group-set:${group.id}`,
    isOfToday ? { ...opened, values: { ...opened.values, asOf: todayOn } } : opened,
  );
  const form = draft.value;
  const home = `/groups/${group.id}`;
  if (form === undefined)
    return (
      <Screen title={t('group.edit')} back={home} task focusKey="edit">
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );

  const { values } = form;
  const problems = findNewGroupProblems(values, todayOn);
  const { payload, count } = groupChangeOf(form, wordsOf);
  const set = (part: Partial<GroupValues>) => draft.set({ values: { ...values, ...part } });
  const save = () => {
    setTried(true);
    if (problems.size > 0) return false;
    void saving.run(async () => {
      if (count > 0) await recorder.save([recorder.act('group.set', payload)], draft);
      showToast({ text: t(count > 0 ? 'member.edit.saved' : 'member.edit.nothing'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('group.edit')}
      subtitle={shortNameOf(group, t)}
      back={home}
      save={count > 0 ? t('member.edit.save', { n: count }) : t('member.edit.save-none')}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      <GroupFields
        form={values}
        problems={tried ? problems : new Map()}
        suggestedName={suggestedFor(villageNameOf(values, ban))}
        onForm={set}
      />
      {/* rules that the group decided are changed as rules, in versions */}
      {values.isOld && group.bylaws === undefined && <PledgeDayFields values={values} onChange={set} />}
    </TaskForm>
  );
}
